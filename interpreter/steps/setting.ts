import { AppError, invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { sealText } from '../sealed';
import {
  clearHeaders,
  modelSettingsIn,
  setHeader,
  setModelSettings,
  type Collection,
} from '../settings';

type SettingStep = StepOf<'setting'>;

const MAX_TOOL_NAME = 200;
/** What a header may be called: RFC 9110, token. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;

const SETTERS: Readonly<
  Record<SettingStep['setting'], (step: SettingStep, branch: Branch) => void>
> = {
  header(step, branch) {
    invariant(step.key && step.value, 'a header has a name and a value');
    const name = toText(evaluate(step.key, branch)).trim();
    if (!HEADER_NAME.test(name)) {
      throw new AppError('HTTP_REQUEST_INVALID', { reason: `${name} is no name of a header` });
    }
    setHeader(branch, { name, value: sealText(step.value, branch) });
  },
  clearHeaders: (_step, branch) => {
    clearHeaders(branch);
  },
  model: (step, branch) => {
    setModelSettings(branch, { model: valueOf(step, branch) });
  },
  systemPrompt: (step, branch) => {
    setModelSettings(branch, { system: valueOf(step, branch) });
  },
  knowledge: (step, branch) => {
    const { knowledge = [] } = modelSettingsIn(branch);
    const added = collectionOf(step, branch);
    setModelSettings(branch, { knowledge: [...knowledge.filter(differsFrom(added)), added] });
  },
  clearKnowledge: (step, branch) => {
    const { knowledge = [] } = modelSettingsIn(branch);
    const left = step.value ? knowledge.filter(differsFrom(collectionOf(step, branch))) : [];
    setModelSettings(branch, { knowledge: left });
  },
  tool: (step, branch) => {
    const { tools = [] } = modelSettingsIn(branch);
    const added = toolOf(step, branch);
    if (added !== '') {
      setModelSettings(branch, { tools: [...tools.filter((tool) => tool !== added), added] });
    }
  },
  clearTool: (step, branch) => {
    const { tools = [] } = modelSettingsIn(branch);
    const removed = toolOf(step, branch);
    setModelSettings(branch, { tools: tools.filter((tool) => tool !== removed) });
  },
  clearTools: (_step, branch) => {
    setModelSettings(branch, { tools: [] });
  },
};

function valueOf(step: SettingStep, branch: Branch): string {
  invariant(step.value, 'this setting has a value');
  return toText(evaluate(step.value, branch));
}

function collectionOf(step: SettingStep, branch: Branch): Collection {
  const name = valueOf(step, branch).trim();
  return { package: step.key ? toText(evaluate(step.key, branch)) : '', name };
}

const differsFrom =
  (one: Collection) =>
  (other: Collection): boolean =>
    other.package !== one.package || other.name !== one.name;

/** `tools/get-price.bas` and `get-price` are one tool. */
function toolOf(step: SettingStep, branch: Branch): string {
  const path = valueOf(step, branch).trim().replaceAll('\\', '/');
  return (path.split('/').at(-1) ?? '').replace(/\.bas$/i, '').slice(0, MAX_TOOL_NAME);
}

/** Changes what later calls are made with. */
export const setting: Runner<SettingStep> = {
  run(step, branch) {
    SETTERS[step.setting](step, branch);
    return { go: 'next' };
  },
};
