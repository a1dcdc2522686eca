// Reads the text of a flag or an argument by its type in the spec.
import { basename, extname } from "node:path";
import { UsageError } from "../command-error.ts";
import { capitalize } from "../errors.ts";
import { isObject, JSON_NUMBER, readExactJson } from "../input/exact-json.ts";
import { type ReadOptions, readInput } from "../input/read.ts";

export type Scalar = "text" | "integer" | "number" | "enum";
export type Kind = Scalar | "boolean" | "json" | "file" | `${Scalar | "file"}[]`;

/** A parameter of an operation that is a flag. */
export interface Parameter {
  readonly name: string;
  /** Of the client's parameters; empty for an object whose members are parameters of their own. */
  readonly member: string;
  readonly kind: Kind;
  /** The values of an enum. */
  readonly values?: readonly (string | number | bigint | boolean)[];
  readonly isBody?: boolean;
  /** Something in it is `writeOnly`: arguments are public. */
  readonly isSecret?: boolean;
}

/** @param texts one for each time that the flag is used */
export async function readParameter(
  parameter: Parameter,
  texts: readonly string[],
  options: ReadOptions,
): Promise<unknown> {
  const { name, kind, values } = parameter;
  const subject = `--${name}`;
  const last = texts.at(-1) ?? "";
  if (kind === "boolean") return last === "true";
  if (kind === "json") return readObject(parameter, last, options);
  const readOne = (text: string) =>
    kind.startsWith("file")
      ? readBlob(subject, text, options)
      : readScalar(kind.replace("[]", ""), text, subject, values);
  return kind.endsWith("[]") ? Promise.all(texts.map(readOne)) : readOne(last);
}

/** @param subject what the text is of, to name it in an error */
export function readScalar(
  kind: string,
  text: string,
  subject: string,
  values: Parameter["values"] = [],
): unknown {
  // Node puts this in place of bytes that are not UTF-8.
  if (text.includes("\uFFFD")) throw refusal(subject, "is not UTF-8.");
  if (kind === "integer" || kind === "number") {
    const number = Number(text);
    const isInteger = /^-?[0-9]+$/.test(text);
    if (kind === "integer" && !isInteger) throw refusal(subject, "must be an integer.");
    if (kind === "number" && !(JSON_NUMBER.test(text) && Number.isFinite(number))) {
      throw refusal(subject, "must be a number.");
    }
    // Zero has no sign.
    return isInteger && !Number.isSafeInteger(number) ? BigInt(text) : number || 0;
  }
  if (kind !== "enum" || values.length === 0) return text;
  const value = values.find((one) => `${one}` === text);
  if (value === undefined) throw refusal(subject, `must be one of ${values.join(", ")}.`);
  return value;
}

const refusal = (subject: string, problem: string) =>
  new UsageError(capitalize(`${subject} ${problem}`));

/** JSON itself, or a file of it. */
async function readObject(
  { name, member, isSecret }: Parameter,
  text: string,
  options: ReadOptions,
): Promise<unknown> {
  const isJson = /^\s*[[{]/.test(text);
  if (isJson && isSecret) {
    throw new UsageError(
      `--${name} holds a secret: pass a file, or - for standard input.`,
      "Other processes and the shell's history may have what was typed: consider replacing it.",
    );
  }
  const subject = `--${name}`;
  const { bytes, source } = isJson
    ? { bytes: Buffer.from(text), source: subject }
    : await readInput(text, options, `The file of ${subject}`);
  const value = readExactJson(bytes, source);
  if (member === "" && !isObject(value)) throw refusal(subject, "must be a JSON object.");
  return value;
}

/** A file with its own name, and a type by its first bytes or its ending. */
async function readBlob(subject: string, path: string, options: ReadOptions): Promise<Blob> {
  const { bytes } = await readInput(path, options, `The file of ${subject}`);
  const name = path === "-" ? subject.slice(2) : basename(path);
  return new File([bytes as BlobPart], name, { type: typeOf(bytes, extname(name).toLowerCase()) });
}

const SIGNATURES = [
  ["image/png", "89504e470d0a1a0a"],
  ["image/jpeg", "ffd8ff"],
  ["image/gif", "47494638"],
] as const;
const ENDINGS: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".json": "application/json",
  ".csv": "text/csv",
  ".txt": "text/plain",
  ".pdf": "application/pdf",
  ".zip": "application/zip",
};

function typeOf(bytes: Uint8Array, ending: string): string {
  const start = Buffer.from(bytes.subarray(0, 8)).toString("hex");
  const known = SIGNATURES.find(([, signature]) => start.startsWith(signature));
  return known?.[0] ?? ENDINGS[ending] ?? "application/octet-stream";
}
