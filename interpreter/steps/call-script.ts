import { AppError, invariant } from '../../plan/errors';
import type { InputField, StepOf } from '../../plan/schema';
import type { ObjectValue, Value } from '../../plan/value';
import type { CallFrame } from '../../plan/walk';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { WalkHost } from '../host';
import { copyValue } from '../value/copy';

/** A script to walk, with what it is given. */
export interface ScriptCall {
  readonly block: string;
  readonly call: CallFrame;
}

/** The script of a bot with its PARAMs bound: from WITH, else from the variables of that name. */
export function callScript(
  step: StepOf<'bot'>,
  branch: Branch,
  host: WalkHost,
  script: { readonly flowName: string; readonly bot: string },
): ScriptCall {
  const flow = host.plan.flows[script.flowName];
  invariant(flow, `the plan has the flow ${script.flowName}`);
  const given = step.input ? evaluate(step.input, branch) : null;
  const parameters = flow.parameters.map(
    (field) => [field.name, parameter(field, given, branch, script.bot)] as const,
  );
  const action = toText(evaluate(step.action, branch));
  const locals = Object.fromEntries([['action', action] as const, ...parameters]);
  return { block: flow.block, call: { flow: script.flowName, locals } };
}

function parameter(field: InputField, given: Value, branch: Branch, bot: string): Value {
  const own = readMember(given, field.name);
  const value = own ?? branch.read(field.name) ?? field.default ?? null;
  if (value === null && field.required) {
    throw new AppError('INPUT_MISSING', { name: field.name, type: field.type, bot });
  }
  return copyValue(value);
}

function readMember(value: Value, name: string): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const object = value as ObjectValue;
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? null : (object[key] ?? null);
}
