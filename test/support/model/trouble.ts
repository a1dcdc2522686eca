// What may go wrong with the requests of a call.
import fc from "fast-check";
import type { Fault } from "../../../src/testing/index.ts";

export interface Mishap {
  readonly fault?: Fault;
  /** The request is not applied. */
  readonly lost?: true;
  /** What takes the place of the answer of a request that was applied. */
  readonly answer?: () => Response;
  /** The caller aborts, before the request is applied or after it. */
  readonly abort?: "before" | "after";
}

const refused = (status: number): Mishap => ({ fault: { status }, lost: true });

export const MISHAPS = {
  nothing: {},
  "400": refused(400),
  "401": refused(401),
  "403": refused(403),
  "408": refused(408),
  "409": refused(409),
  "422": refused(422),
  "429": refused(429),
  "429 that says not how long": {
    fault: { status: 429, headers: { "retry-after": null } },
    lost: true,
  },
  "500": refused(500),
  "503": refused(503),
  "500 after it was applied": { answer: () => new Response(null, { status: 500 }) },
  "dropped before it was applied": { fault: { drop: "before" }, lost: true },
  "dropped after it was applied": { fault: { drop: "after" } },
  stalled: { fault: { stall: true }, lost: true },
  "a page in place of the answer": { fault: { body: "<html>" } },
  "an abort before it was applied": { abort: "before", lost: true },
  "an abort after it was applied": { abort: "after" },
} satisfies Record<string, Mishap>;

export type MishapName = keyof typeof MISHAPS;

/** What a second writer does just before a request is served. */
export interface Interference {
  readonly action: "write" | "delete";
  readonly name: string;
}

/** By the number of the request. */
export interface Trouble {
  readonly mishaps: readonly MishapName[];
  readonly interference: readonly (Interference | undefined)[];
}

export const NONE: Trouble = { mishaps: [], interference: [] };

export const NAMES = ["a", "b", "c", "d"];
export const anyName = fc.constantFrom(...NAMES);

export const anyInterference: fc.Arbitrary<Interference> = fc.record({
  action: fc.constantFrom("write" as const, "write" as const, "delete" as const),
  name: anyName,
});

const anyMishap = fc.oneof(
  { weight: 2, arbitrary: fc.constant<MishapName>("nothing") },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(MISHAPS) as MishapName[])) },
);

export const anyTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(NONE) },
  {
    weight: 4,
    arbitrary: fc.record({
      mishaps: fc.array(anyMishap, { maxLength: 8 }),
      interference: fc.array(fc.option(anyInterference, { nil: undefined, freq: 2 }), {
        maxLength: 6,
      }),
    }),
  },
);
