// What no linter sees of the schemas.
import { describe, expect, it } from "vitest";
import { demandsOf, exactContract, schemasOf } from "../support/contract.ts";

const schemas = schemasOf(exactContract);

describe("a range", () => {
  const bounds = [
    ["minimum", "maximum"],
    ["minLength", "maxLength"],
    ["minItems", "maxItems"],
    ["minProperties", "maxProperties"],
  ] as const;
  const ranges = schemas.flatMap(([pointer, schema]) =>
    bounds
      .map(([lower, upper]) => [pointer, schema[lower], schema[upper]] as const)
      .filter(([, lower, upper]) => lower !== undefined && upper !== undefined),
  );

  it.each(ranges)("%s: from %s to %s is one", (_pointer, lower, upper) => {
    expect(Number(lower)).toBeLessThanOrEqual(Number(upper));
  });
});

describe("an integer format", () => {
  const bits = { int32: 32n, int64: 64n };
  const integers = schemas.flatMap(([pointer, { format, minimum, maximum }]) =>
    Object.entries(bits)
      .filter(([name]) => name === format)
      .map(([name, size]) => [pointer, name, size, minimum, maximum] as const),
  );

  // A number in JavaScript would round 9223372036854775807 to what an int64 cannot hold.
  it.each(integers)("%s: an %s holds its bounds", (_pointer, _format, size, minimum, maximum) => {
    const bounds = [minimum, maximum].filter((bound) => bound !== undefined);
    for (const bound of bounds) {
      expect(bound).toBeTypeOf("bigint");
      expect(BigInt.asIntN(Number(size), bound as bigint)).toBe(bound);
    }
  });
});

describe("a format", () => {
  // The formats of OpenAPI and JSON Schema: a linter takes a misspelt one for an extension.
  const known = {
    integer: ["int32", "int64"],
    number: ["float", "double"],
    string: [
      ...["binary", "byte", "password", "date", "time", "date-time", "duration", "email", "uuid"],
      ...["uri", "uri-reference", "hostname", "ipv4", "ipv6", "regex", "json-pointer"],
    ],
  };
  const formatted = schemas.filter(([, schema]) => "format" in schema);

  it.each(formatted)("%s has a known one, of its type", (_pointer, { format, type }) => {
    const types = [type].flat();
    const formats = Object.entries(known).flatMap(([name, of]) => (types.includes(name) ? of : []));
    expect(formats).toContain(format);
  });
});

describe("repetition", () => {
  /** `SecretName` and `secret_name` are one name; two things of different names may well agree. */
  const nameOf = (pointer: string) => pointer.split("/").at(-1)?.replaceAll("_", "").toLowerCase();
  const isNamed = (pointer: string) => /\/(properties|components\/schemas)\/[^/]+$/.test(pointer);

  it("no two objects, and no two schemas of one name, demand the same", () => {
    const places = new Map<string, string[]>();
    for (const [pointer, schema] of schemas) {
      const { type, ...demands } = demandsOf(schema);
      if (Object.keys(demands).length === 0) continue;
      if (type !== "object" && !isNamed(pointer)) continue;
      const name = type === "object" ? "" : nameOf(pointer);
      const key = JSON.stringify([name, type, Object.entries(demands).sort()], (_, value) =>
        typeof value === "bigint" ? String(value) : value,
      );
      places.set(key, [...(places.get(key) ?? []), pointer]);
    }
    expect([...places.values()].filter(({ length }) => length > 1)).toEqual([]);
  });
});
