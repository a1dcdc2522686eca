import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { contract, walk } from "../support/contract.ts";

// The linter sees to the examples of bodies.
const ajv = new Ajv2020({ strict: false, formats: { int32: true, int64: true } });
ajv.addSchema(contract, "contract");

type Example = [schema: string, example: unknown];

const nodes = [...walk(contract)];

const ofSchemas = nodes.flatMap(([pointer, { examples }]) =>
  Array.isArray(examples) ? examples.map((example): Example => [pointer, example]) : [],
);
const ofParametersAndHeaders = nodes
  .filter(([, node]) => "example" in node)
  .map(([pointer, { example }]): Example => [`${pointer}/schema`, example]);

describe.each([
  ["schemas", ofSchemas],
  ["parameters and headers", ofParametersAndHeaders],
])("examples of %s", (_name, examples) => {
  it.each(examples)("%s admits %j", (schema, example) => {
    const validate = ajv.compile({ $ref: `contract${schema}` });
    expect(validate(example), ajv.errorsText(validate.errors)).toBe(true);
  });
});
