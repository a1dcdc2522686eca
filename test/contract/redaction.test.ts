// The client keeps out of errors and logs each string that a request sends, unless an answer
// returns the same component. So what is public has to share its component, and what is secret
// must not.
import { describe, expect, it } from "vitest";
import { bodyOf, contract, isNode, operations, resolve } from "../support/contract.ts";

/** The schema components that lie within something. */
function componentsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (!isNode(value)) return found;
  for (const [key, child] of Object.entries(value)) {
    if (key === "example" || key === "examples") continue;
    if (key === "$ref" && typeof child === "string") {
      const name = /^#\/components\/schemas\/(.+)$/.exec(child)?.[1];
      if (name && found.has(name)) continue;
      if (name) found.add(name);
      componentsIn(resolve({ $ref: child }), found);
    } else componentsIn(child, found);
  }
  return found;
}

const all = Object.values(operations);
const sent = componentsIn(
  all.map(({ parameters, requestBody }) => [parameters, bodyOf(requestBody)]),
);
const returned = componentsIn(all.map(({ responses }) => responses));

const strings = Object.entries(contract.components.schemas ?? {}).filter(([, schema]) => {
  const { type, enum: choices, const: only } = resolve(schema);
  return type === "string" && !choices && only === undefined;
});
const secrets = strings.filter(([, schema]) => resolve(schema).writeOnly === true);

describe("a string that requests send", () => {
  it.each(strings.filter(([name]) => sent.has(name)))(
    "%s is returned by an answer, or is marked writeOnly",
    (name, schema) => {
      expect(returned.has(name) || resolve(schema).writeOnly).toBe(true);
    },
  );
});

describe("a string that is marked writeOnly", () => {
  it("exists: the value of a secret", () => {
    expect(secrets.map(([name]) => name)).toContain("SecretValue");
  });

  it.each(secrets)("%s is in no answer", (name) => {
    expect(sent).toContain(name);
    expect(returned).not.toContain(name);
  });
});
