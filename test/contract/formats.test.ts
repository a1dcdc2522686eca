import { expect, it } from "vitest";
import { contract, schemasOf } from "../support/contract.ts";

/** The formats that this contract may use, with the type that each belongs to. */
const known: Record<string, string> = { int32: "integer", int64: "integer" };

const formatted = schemasOf(contract).filter(([, schema]) => "format" in schema);

it.each(formatted)("%s has a known format", (_pointer, { format, type }) => {
  expect(known).toHaveProperty(String(format), type);
});
