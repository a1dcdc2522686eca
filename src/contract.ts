// The shape of `generated/contract.ts`: what the client needs of the spec at run time.

/** A constraint set of the spec, as far as the client checks it before a request leaves. */
export type Schema =
  | StringSchema
  | IntegerSchema
  | { readonly type: "boolean" }
  /** For a callback among the parameters of a method: no spec has it. */
  | { readonly type: "function" }
  | ArraySchema
  | ObjectSchema;

export interface StringSchema {
  readonly type: "string";
  /** In Unicode code points, as JSON Schema counts. */
  readonly maxLength?: number;
  readonly pattern?: RegExp;
}

export interface IntegerSchema {
  readonly type: "integer";
  /** A bigint where the spec says int64: 2^63-1 is no JavaScript number. */
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
}

export interface ArraySchema {
  readonly type: "array";
  readonly items: Schema;
  readonly maxItems?: number;
}

export interface ObjectSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Schema>>;
  /** The properties that may be absent; none where it is. */
  readonly optional?: readonly string[];
}

/** One operation of the spec. */
export interface Operation {
  readonly operationId: string;
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "PATCH";
  readonly path: string;
  /** The path parameters. */
  readonly parameters: ObjectSchema;
  /** The JSON body of the request, where there is one. */
  readonly body?: ObjectSchema;
  /** The JSON body of a success, where there is one. Any 2xx with it is taken: the server may grow. */
  readonly result?: ObjectSchema;
}
