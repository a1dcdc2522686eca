// The shape of `generated/operations.ts`: what the client needs of the spec at run time.

/** A schema of the spec, as far as the client checks it. The keywords are those of JSON Schema. */
export interface Schema {
  readonly type?: SchemaType | readonly SchemaType[];
  /** Also admits null: a `type` list with "null", or `anyOf` with null. */
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  /** In Unicode code points, as JSON Schema counts. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  /** Bounds are bigints where the spec says int64: 2^63-1 is not a JavaScript number. */
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly exclusiveMinimum?: number | bigint;
  readonly exclusiveMaximum?: number | bigint;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  /** Of members that are not in `properties`. Only our own operations have it. */
  readonly propertyNames?: Schema;
  /** An integer beyond 2^53-1 must be a bigint. Only our own operations have it. */
  readonly integer?: true;
  /** The API returns these strings itself, so they are not secret: error messages may show them. */
  readonly public?: boolean;
}

export type SchemaType = keyof typeof TYPE_NAMES;

/** The types, as messages call them. */
export const TYPE_NAMES = {
  string: "a string",
  integer: "an integer: a number or, beyond 2^53-1, a bigint",
  number: "a number",
  boolean: "a boolean",
  array: "an array",
  object: "an object",
  /** A string of `format: binary`. */
  blob: "a Blob",
  /** A callback, which no spec has. */
  function: "a function",
};

/** An object whose members are known. */
export interface ObjectSchema extends Schema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Schema>>;
}

/** The place of a parameter outside of the body. */
export type Place = "path" | "query" | "header";

/** One operation of the spec. */
export interface Operation {
  readonly operationId: string;
  /** The method of the client, such as `secrets.create`. Without it, `client.http` alone. */
  readonly name?: string;
  readonly method: string;
  readonly path: string;
  /** The server, if the spec names another one for this operation than for the rest. */
  readonly server?: string;
  readonly parameters: Readonly<Partial<Record<Place, ObjectSchema>>>;
  /** How openapi-fetch writes lists and objects in the query, if not in its default way. */
  readonly querySerializer?: object;
  readonly body?: Schema;
  /** Whether a body is sent even when all of its members are absent. */
  readonly bodyRequired?: boolean;
  /** Without it, the body is JSON. */
  readonly encoding?: Encoding;
  /**
   * The bodies of a success; `null` is an empty one. Without it, a success has no body. They count
   * for any 2xx: the API may add members.
   */
  readonly results?: readonly (Schema | null)[];
}

export type Encoding = "form" | "multipart";
