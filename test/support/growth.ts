// The spec of tomorrow: the spec as it is, grown by text alone, as a person would write it.
import { readFileSync } from "node:fs";

const SPEC = new URL("../../openapi/openapi.yaml", import.meta.url);
const CONNECTOR = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}";

const ERRORS = `        "401": { $ref: "#/components/responses/Unauthorized" }
        "403": { $ref: "#/components/responses/Forbidden" }
        "404": { $ref: "#/components/responses/NotFound" }
        "429": { $ref: "#/components/responses/TooManyRequests" }
        "500": { $ref: "#/components/responses/InternalServerError" }
`;

// The linter must not find a "get" in the last word.
const PATH = `  ${CONNECTOR}/widget_tags:
    parameters:
      - $ref: "#/components/parameters/TeamId"
      - $ref: "#/components/parameters/ConnectorIdentifier"

    get:
      operationId: listConnectorTags
      x-method: tags.list
      tags: [Connectors]
      summary: List tags
      description: Lists the tags of a connector.
      parameters:
        - name: colours
          in: query
          description: The colours to list.
          schema: { type: array, maxItems: 3, items: { $ref: "#/components/schemas/Colour" } }
          style: form
          explode: true
          example: [red]
        - name: limit
          in: query
          description: How many tags to return at most.
          schema: { type: integer, format: int32, minimum: 1, maximum: 50 }
          example: 10
        - name: X-Trace
          in: header
          description: Names the request.
          schema: { type: string, maxLength: 20 }
          example: trace
      responses:
        "200":
          description: The tags.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/TagList" }
              example: { tags: [{ label: new, colour: red }] }
${ERRORS}
    post:
      operationId: createConnectorTag
      x-method: tags.create
      tags: [Connectors]
      summary: Create a tag
      description: Creates a tag.
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/CreateTagRequest" }
            example: { label: new, owner: { name: A, colour: red }, aliases: [a] }
      responses:
        "200":
          description: The tag.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Tag" }
              example: { label: new, colour: red }
${ERRORS}
`;

const SCHEMAS = `    Colour:
      description: A colour.
      type: string
      enum: [red, green]
      examples: [red]

    Tag:
      description: A tag.
      type: object
      required: [label]
      properties:
        label: { $ref: "#/components/schemas/TagLabel" }
        colour: { $ref: "#/components/schemas/Colour" }

    TagLabel:
      description: The text of a tag.
      type: string
      minLength: 1
      maxLength: 30
      examples: [new]

    TagList:
      description: The tags of a connector.
      type: object
      required: [tags]
      properties:
        tags:
          description: The tags.
          type: array
          maxItems: 50
          items: { $ref: "#/components/schemas/Tag" }

    CreateTagRequest:
      description: A new tag.
      type: object
      required: [label, owner]
      properties:
        label: { $ref: "#/components/schemas/TagLabel" }
        owner:
          description: Whose tag it is.
          type: object
          required: [name, colour]
          properties:
            name:
              description: The owner's name.
              type: string
              maxLength: 40
              examples: [A]
            colour: { $ref: "#/components/schemas/Colour" }
        aliases:
          description: Other words for it.
          type: array
          minItems: 1
          maxItems: 3
          items: { $ref: "#/components/schemas/TagLabel" }

`;

const RESPONSE = `    PaymentRequired:
      description: The team has to pay first.
      headers:
        X-RateLimit-Limit: { $ref: "#/components/headers/RateLimitLimit" }
        X-RateLimit-Remaining: { $ref: "#/components/headers/RateLimitRemaining" }
        Access-Control-Allow-Origin: { $ref: "#/components/headers/AccessControlAllowOrigin" }
      content:
        application/json:
          schema: { $ref: "#/components/schemas/ErrorEnvelope" }
          example:
            meta: { request_id: BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN }
            error: { code: PAYMENT_REQUIRED, message: The team has to pay first. }

`;

const NOTE = `        note:
          description: A note on the secret.
          type: string
          maxLength: 50
          examples: [a note]
`;

/** A spec with two more operations, a 402 on every operation and one more optional member. */
export function grownSpec(): string {
  const text = readFileSync(SPEC, "utf8");
  // It has grown like that already.
  if (text.includes("x-method: tags.list")) return text;
  const steps: [from: RegExp, to: string][] = [
    [/^components:\n/m, `${PATH}components:\n`],
    [/^ {2}schemas:\n/m, `  schemas:\n${SCHEMAS}`],
    [/( {4}CreateSecretRequest:\n(?: {6}.*\n)*? {6}properties:\n)/, `$1${NOTE}`],
  ];
  if (!text.includes('"402":')) {
    const line = '"402": { $ref: "#/components/responses/PaymentRequired" }\n';
    steps.push([/^( +)("401": .*\n)/gm, `$1$2$1${line}`]);
    steps.push([/^ {2}responses:\n/m, `  responses:\n${RESPONSE}`]);
  }
  return steps.reduce((found, [from, to]) => {
    const grown = found.replace(from, to);
    if (grown === found) throw new Error(`The spec has nothing like ${from}.`);
    return grown;
  }, text);
}
