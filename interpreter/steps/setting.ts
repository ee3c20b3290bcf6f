import { AppError, invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { sealText } from '../sealed';
import { clearHeaders, setHeader, setModelSettings } from '../settings';

type SettingStep = StepOf<'setting'>;

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
};

function valueOf(step: SettingStep, branch: Branch): string {
  invariant(step.value, 'this setting has a value');
  return toText(evaluate(step.value, branch));
}

/** Changes what later calls are made with. */
export const setting: Runner<SettingStep> = {
  run(step, branch) {
    SETTERS[step.setting](step, branch);
    return { go: 'next' };
  },
};
