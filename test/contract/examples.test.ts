// Every example of the contract keeps the schema that stands beside it.
import { STATUS_CODES } from "node:http";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { bodyOf, contract, exampleOf, operations, resolve, walk } from "../support/contract.ts";

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const ajv = new Ajv2020({
  strict: false,
  // What is not listed here is known all the same (see schemas.test.ts), but not looked into.
  validateFormats: true,
  logger: false,
  formats: {
    uuid,
    "date-time": (text: string) => dateTime.test(text) && !Number.isNaN(Date.parse(text)),
    uri: (text: string) => URL.canParse(text),
  },
});
ajv.addSchema(contract, "contract");

type Example = [schema: string, example: unknown];
const nodes = [...walk(contract)];

const ofSchemas = nodes.flatMap(([pointer, { examples }]) =>
  Array.isArray(examples) ? examples.map((example): Example => [pointer, example]) : [],
);
/** Those beside a schema: of parameters, headers and bodies. */
const ofPlaces = nodes
  .filter(([, node]) => "schema" in node)
  .flatMap(([pointer, node]) => {
    const named = Object.values(resolve(node.examples)).map((example) => resolve(example).value);
    const all = "example" in node ? [node.example, ...named] : named;
    return all.map((example): Example => [`${pointer}/schema`, example]);
  });

describe.each([
  ["schemas", ofSchemas],
  ["parameters, headers and bodies", ofPlaces],
])("examples of %s", (_name, examples) => {
  it.each(examples)("%s admits %j", (pointer, example) => {
    const validate = ajv.compile({ $ref: `contract${encodeURI(pointer)}` });
    expect(validate(example), ajv.errorsText(validate.errors)).toBe(true);
  });
});

describe("the example of an error", () => {
  const errors = new Map(
    Object.values(operations).flatMap(({ responses }) =>
      Object.entries(responses)
        .filter(([status]) => /^[45]\d\d$/.test(status))
        .map(([status, response]): [string, string] => [
          JSON.stringify([status, response]),
          status,
        ]),
    ),
  );
  /** The statuses by the code that each is named after: 404 by NOT_FOUND. */
  const statuses = Object.fromEntries(
    Object.entries(STATUS_CODES).map(([status, reason = ""]) => [
      reason.toUpperCase().replaceAll(/[ -]/g, "_"),
      status,
    ]),
  );
  const answers = Array.from(errors, ([key, status]) => {
    const { media } = bodyOf(JSON.parse(key)[1]) ?? { media: {} };
    const example = exampleOf(media) as { error: { code: string; message: string } };
    return { status, ...example.error };
  });

  it.each(answers)("$status has no code that belongs to another: $code", ({ status, code }) => {
    expect([undefined, status]).toContain(statuses[code]);
  });

  it("is one answer for a status, and says what no other says", () => {
    for (const part of ["status", "code", "message"] as const) {
      const said = answers.map((answer) => answer[part]);
      expect(said, part).toEqual([...new Set(said)]);
    }
  });
});
