import { expect, it } from "vitest";
import { exactContract, schemasOf } from "../support/contract.ts";

const bounds = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
] as const;

const ranges = schemasOf(exactContract).flatMap(([pointer, schema]) =>
  bounds
    .map(([lower, upper]) => [pointer, schema[lower], schema[upper]] as const)
    .filter(([, lower, upper]) => lower !== undefined && upper !== undefined),
);

it.each(ranges)("%s: from %s to %s is a range", (_pointer, lower, upper) => {
  expect(lower).toBeTypeOf("bigint");
  expect(upper).toBeTypeOf("bigint");
  expect(Number(lower)).toBeLessThanOrEqual(Number(upper));
});
