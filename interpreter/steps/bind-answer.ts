import { ENGINE_NAMES } from '../../plan/engine-names';
import type { StepOf } from '../../plan/schema';
import type { ObjectValue, Value } from '../../plan/value';
import type { Branch } from '../branch';
import { toText } from '../evaluate';
import { isSetting } from '../settings';
import { copyValue } from '../value/copy';

/**
 * Takes the answer of a bot: `last_result` and `steps[n]` always; bound answers go to their variable,
 * unbound objects are merged into the variables, but never over PARAMs, loop variables or engine names.
 */
export function bindAnswer(
  step: StepOf<'bot'>,
  branch: Branch,
  inputNames: ReadonlySet<string>,
  answer: Value,
): void {
  branch.assign('last_result', textOf(answer));
  if (step.label !== undefined) {
    branch.assignStep(step.label, answer);
  }
  if (step.into !== undefined) {
    branch.assign(step.into, answer);
    return;
  }
  const loopVariables = branch.loopVariables();
  for (const [name, value] of Object.entries(variablesOf(answer))) {
    const variable = name.toLowerCase();
    const taken =
      ENGINE_NAMES.has(variable) ||
      isSetting(variable) ||
      inputNames.has(variable) ||
      loopVariables.has(variable);
    if (!taken) branch.assign(variable, copyValue(value));
  }
}

function variablesOf(answer: Value): ObjectValue {
  if (!isObject(answer)) return {};
  const variables = answer['variables'] ?? null;
  return isObject(variables) ? variables : answer;
}

function textOf(answer: Value): Value {
  if (!isObject(answer)) return answer;
  return answer['text'] ?? answer['result'] ?? toText(answer);
}

function isObject(value: Value): value is ObjectValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('$date' in value) &&
    !('$rows' in value)
  );
}
