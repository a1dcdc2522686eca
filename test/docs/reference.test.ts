import { expect, test } from "vitest";
import { buildReference } from "../../scripts/docs/reference.mjs";

test("every export, with its members, has a docstring", { timeout: 120_000 }, async () => {
  await expect(buildReference()).resolves.toBeUndefined();
});
