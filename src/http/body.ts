// Encodes request bodies.
import { ValidationError } from "../errors.ts";
import { writeJson } from "../json.mjs";
import type { Encoding, Operation } from "../schema/operation.ts";

/** An encoded body, of a type that any implementation of `fetch` takes. */
export interface EncodedBody {
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** A promise only for a multipart body, whose parts may be files. */
export function encodeBody(
  { operationId, encoding }: Operation,
  values: object,
): EncodedBody | Promise<EncodedBody> {
  return encoding === "multipart"
    ? toMultipart(operationId, values)
    : encodePlain(encoding, values);
}

export function encodePlain(encoding: Encoding | undefined, values: object): EncodedBody {
  if (encoding !== "form") return { content: writeJson(values), type: "application/json" };
  const form = new URLSearchParams(entriesOf(values) as [string, string][]);
  return { content: form.toString(), type: "application/x-www-form-urlencoded" };
}

/** The members of a form. A list repeats its name; an object in it is written as JSON. */
function entriesOf(values: object): [name: string, value: string | Blob][] {
  return Object.entries(values).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((item) => item !== undefined)
      .map((item): [string, string | Blob] => {
        if (item instanceof Blob) return [name, item];
        return [name, typeof item === "object" ? writeJson(item) : String(item)];
      }),
  );
}

export function toFormData(values: object): FormData {
  const form = new FormData();
  for (const [name, value] of entriesOf(values)) form.append(name, value);
  return form;
}

/**
 * A multipart body becomes bytes once: each attempt sends the same boundary, and another
 * implementation of `fetch` would not know this platform's FormData. Each part is read first: Node
 * ends the process if that fails later, because the file has changed.
 */
async function toMultipart(operation: string, values: object): Promise<EncodedBody> {
  const form = new FormData();
  for (const [path, value] of entriesOf(values)) {
    let part: string | File;
    try {
      part = typeof value === "string" ? value : await readFile(value);
    } catch {
      const message = "cannot be read: the file may have changed";
      throw new ValidationError(operation, [{ path, keyword: "type", message }]);
    }
    form.append(path, part);
  }
  const encoded = new Response(form);
  // Bun forgets it once the body has been read.
  const type = encoded.headers.get("content-type") ?? "";
  return { content: new Uint8Array(await encoded.arrayBuffer()), type };
}

/** A form names a part "blob" if it has no name. */
async function readFile(blob: Blob & { readonly name?: string }): Promise<File> {
  const { name = "blob", type } = blob;
  return new File([await blob.arrayBuffer()], name, { type });
}
