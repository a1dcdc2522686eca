import { expect, it } from "vitest";
import { contract, demandsOf, schemasOf, walk } from "../support/contract.ts";

/** `SecretName` and `secret_name` are one; two things that are no objects may well agree. */
const nameOf = (pointer: string) => pointer.split("/").at(-1)?.replaceAll("_", "").toLowerCase();

it("no two objects, and no two schemas of one name, demand the same", () => {
  const places = new Map<string, string[]>();
  for (const [pointer, schema] of schemasOf(contract)) {
    const name = schema.type === "object" ? "" : nameOf(pointer);
    const demands = JSON.stringify([name, Object.entries(demandsOf(schema)).sort()]);
    places.set(demands, [...(places.get(demands) ?? []), pointer]);
  }
  expect([...places.values()].filter(({ length }) => length > 1)).toEqual([]);
});

it.each([
  ["parameters", /^#\/paths\/.*\/parameters\/\d+$/],
  ["headers", /\/headers\/[^/]+$/, /^#\/components\/headers\//],
  ["error answers", /^#\/paths\/.*\/responses\/[45]..$/],
  ["body schemas", /\/content\/[^/]+\/schema$/],
])("%s are written once and referred to", (_name, place, definition = /^$/) => {
  const uses = [...walk(contract)].filter(
    ([pointer]) => place.test(pointer) && !definition.test(pointer),
  );
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter(([, node]) => !("$ref" in node)).map(([pointer]) => pointer)).toEqual([]);
});
