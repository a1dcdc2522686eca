import { describe, expect, it } from "vitest";
import { contract, walk } from "../support/contract.ts";

const { securitySchemes, ...referable } = contract.components;

describe.each(Object.entries(referable))("%s", (kind, components) => {
  const refs = new Set([...walk(contract)].map(([, node]) => node.$ref));

  it.each(Object.keys(components))("%s is used", (name) => {
    expect(refs).toContain(`#/components/${kind}/${name}`);
  });
});

it.each(Object.keys(securitySchemes ?? {}))("%s is accepted", (name) => {
  expect(contract.security).toContainEqual({ [name]: [] });
});
