import { expect, it } from "vitest";
import { exactContract, schemasOf } from "../support/contract.ts";

const int64 = schemasOf(exactContract).filter(([, schema]) => schema.format === "int64");

it("bounds every int64 by what fits, digit by digit", () => {
  expect(int64).toEqual([
    [
      "#/components/parameters/TeamId/schema",
      { type: "integer", format: "int64", minimum: 1n, maximum: 9223372036854775807n },
    ],
  ]);
});
