// Whatever is used twice is written once, and whatever is written is used.
import { describe, expect, it } from "vitest";
import { contract, walk } from "../support/contract.ts";

const { securitySchemes = {}, ...referable } = contract.components;
const nodes = [...walk(contract)];

describe.each(Object.entries(referable))("%s", (kind, components) => {
  const refs = new Set(nodes.map(([, node]) => node.$ref));

  it.each(Object.keys(components))("%s is used", (name) => {
    expect(refs).toContain(`#/components/${kind}/${name}`);
  });
});

it.each(Object.keys(securitySchemes))("%s is accepted", (name) => {
  expect(contract.security).toContainEqual({ [name]: [] });
});

it.each([
  ["parameter", /\/parameters\/[^/]+$/],
  ["header", /\/headers\/[^/]+$/],
  ["answer", /\/responses\/[^/]+$/],
  ["example", /\/examples\/[^/]+$/],
])("no %s is written out twice", (_kind, place) => {
  const written = nodes
    .filter(([pointer, node]) => place.test(pointer) && !("$ref" in node))
    .map(([, node]) => JSON.stringify(node));
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter((text, index) => written.indexOf(text) !== index)).toEqual([]);
});
