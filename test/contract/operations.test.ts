// What every operation keeps to.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contract, operations } from "../support/contract.ts";

const all = Object.values(operations);
const scopesIn = (text: string) => new Set(text.match(/\bcb_\w+/g));

describe("security", () => {
  it("is either credential, each of them enough alone", () => {
    expect(contract.security).toEqual(
      Object.keys(contract.components.securitySchemes ?? {}).map((name) => ({ [name]: [] })),
    );
  });

  it.each(Object.entries(contract.components.securitySchemes ?? {}))(
    "%s says that it is sent after the word Bearer",
    (_name, scheme) => {
      expect(scheme).toHaveProperty(
        "description",
        expect.stringContaining("`Authorization: Bearer <"),
      );
    },
  );

  it.each(all)("$operationId needs a credential", (operation) => {
    expect(operation).not.toHaveProperty("security");
  });

  it("the guide lists each scope that an operation names, and no other", () => {
    const guide = readFileSync("openapi/guides/authentication.md", "utf8");
    const named = scopesIn(all.map(({ description }) => description).join("\n"));
    expect(named.size).toBeGreaterThan(0);
    expect(scopesIn(guide)).toEqual(named);
  });
});

it.each(all)("an x-method names $operationId alone", (operation) => {
  const method = operation["x-method"];
  const namesakes = all.filter((other) => method && other["x-method"] === method);
  expect(namesakes.length).toBeLessThanOrEqual(1);
});

it.each(Object.entries(operations))(
  "%s is given every parameter of its path",
  (line, operation) => {
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
    const wanted = Array.from(line.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    expect(inPath.map(({ name }) => name).sort()).toEqual(wanted.sort());
  },
);
