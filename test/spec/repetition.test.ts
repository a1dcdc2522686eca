import { expect, it } from "vitest";
import { contract, demandsOf, schemasOf, walk } from "./contract.ts";

it("no two schemas demand the same", () => {
  const places = new Map<string, string[]>();
  for (const [pointer, schema] of schemasOf(contract)) {
    const demands = JSON.stringify(Object.entries(demandsOf(schema)).sort());
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
