// The generator in this process, on a spec of a test's own.
import { render } from "../../scripts/generate/render.mjs";
import { readSpec } from "../../scripts/generate/spec.mjs";

const HEAD = `openapi: 3.1.0
info: { title: Pets, version: "1.0.0" }
servers: [{ url: "https://pets.example" }]
`;

/** Names that a package may have by hand. */
const EXPORTS = ["createClient", "Client", "SetResult"];

/** What is generated from the rest of a document, in YAML, and what is said of it. */
export function generate(rest: string) {
  const { files, notes } = render(readSpec(HEAD + rest, "pets.yaml"), EXPORTS);
  return { files: files as Record<string, string>, notes };
}

/** What is said of a mistake; the line that ends with `# here` has it. */
export function mistake(rest: string) {
  const lines = (HEAD + rest).split("\n");
  const line = lines.findIndex((text) => text.endsWith("# here")) + 1;
  try {
    generate(rest);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const place = line === 0 ? "" : `pets.yaml:${line}: `;
    return {
      name: error.constructor.name,
      isThere: error.message.startsWith(place),
      message: error.message,
    };
  }
  throw new Error("It was generated.");
}

/** One constant of operations.ts, as a value. */
export function operation(rest: string, id: string): Record<string, unknown> {
  const text = generate(rest).files["operations.ts"] ?? "";
  const script = text
    .replace(/^import .*$/m, "")
    .replace(/ as const( satisfies Operation)?;/g, ";")
    .replace("OPERATIONS: readonly Operation[]", "OPERATIONS")
    .replaceAll("export const", "const");
  // What the generator wrote is JavaScript now.
  return new Function(`${script}\nreturn ${id};`)();
}

/** The declaration of one name in methods.ts, without its docstrings. */
export function declared(rest: string, name: string): string {
  const text = (generate(rest).files["methods.ts"] ?? "").replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "");
  return (
    new RegExp(
      `^export (?:interface|type) ${name} [\\s\\S]*?^\\}|^export type ${name} .*;`,
      "m",
    ).exec(text)?.[0] ?? ""
  );
}
