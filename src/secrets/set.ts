// `secrets.set`: look at the list, create or update, and look again if the outcome is unknown.
//
// Invariant: when it resolves, the store holds that value under that name exactly once.
import type { CreateSecretParams, UpdateSecretParams } from "../../generated/methods.ts";
import { createConnectorSecret } from "../../generated/operations.ts";
import { readComposite } from "../composite.ts";
import { ApiError, SupermetricsError, ValidationError, type ValidationIssue } from "../errors.ts";
import { isRefusal } from "../http/retry.ts";
import type { CallOptions } from "../options.ts";
import type { Operation } from "../schema/operation.ts";
import type { CallSettings } from "../settings.ts";
import { createdPlaceholder, findNamed, requireText } from "./named.ts";

/**
 * Parameters of `secrets.set`: those of `secrets.create`, as far as `secrets.update` takes them. What
 * only a create takes would be lost if the secret exists.
 */
export type SetSecretParams = Pick<
  CreateSecretParams,
  keyof CreateSecretParams & (keyof UpdateSecretParams | "secret_name")
>;

/** What `secrets.set` did. */
export interface SetResult {
  /** The name that was passed. */
  readonly secret_name: string;
  /** The placeholder that the server made. */
  readonly secret_placeholder: string;
  /** Also `"updated"` if a create of this call, whose response was lost, had stored the secret. */
  readonly action: "created" | "updated";
}

const OPERATION = "secrets.set";
const { body: BODY } = createConnectorSecret;
const SET_SECRET: Operation = {
  ...createConnectorSecret,
  operationId: OPERATION,
  body: {
    ...BODY,
    properties: { ...BODY.properties, secret_value: requireText(BODY.properties.secret_value) },
  },
};
/** How often it reads the list before it throws the last error. */
const ROUNDS = 3;

export async function setSecret(
  client: CallSettings,
  input: SetSecretParams,
  options: CallOptions | undefined,
): Promise<SetResult> {
  const { params, methods, context } = readComposite(client, SET_SECRET, input, options);
  const { secret_name } = params;
  const { secrets } = methods;
  let stored = false;
  for (let round = 1; ; round++) {
    const list = secrets.list(params);
    const issues: ValidationIssue[] = [];
    const existing = findNamed((await list).secrets, secret_name, "secret_name", issues, context);
    if (issues.length > 0) throw new ValidationError(OPERATION, issues, context.outcome);
    // Stored, but not under this name (trimmed, perhaps): another create would store it twice.
    if (stored && !existing) await createdPlaceholder(list, secret_name);
    try {
      if (existing) {
        const { secret_placeholder } = existing;
        await secrets.update({ ...params, secret_placeholder });
        return { secret_name, secret_placeholder, action: "updated" };
      }
      const created = secrets.create(params);
      await created;
      stored = true;
      const secret_placeholder = await createdPlaceholder(created, secret_name);
      return { secret_name, secret_placeholder, action: "created" };
    } catch (error) {
      const unknown = error instanceof SupermetricsError && error.outcome === "unknown";
      const status = error instanceof ApiError ? error.status : 0;
      const isOvertaken = status === 409 || (existing && status === 404);
      // A refusal is final, even if an earlier request has left the outcome unknown.
      if (round === ROUNDS || !(isOvertaken || (unknown && !isRefusal(status)))) throw error;
      if (unknown) context.outcome = "unknown";
    }
  }
}
