import fc from '../property';
import type { Draft, Parts } from './draft';
import { seconds, variableName } from './expressions';
import { label } from './graph';
import type { Join } from '../../plan/steps/fields';

const yes = fc.constant(true as const);
/** What a fork waits for. */
export const join = {
  join: fc.oneof(fc.constant<Join>('any'), fc.record({ count: seconds })),
  settled: yes,
};

/** PARALLEL with its branches. */
export function parallel(block: Parts['block']): fc.Arbitrary<Draft<'parallel'>> {
  const branchName = fc.constantFrom('A', 'b', '1', 'two words', 'end', 'a:b', 'x~2');
  const branches = fc.uniqueArray(fc.tuple(branchName, block), {
    minLength: 1,
    maxLength: 3,
    selector: ([given]) => given.toLowerCase(),
  });
  return fc
    .tuple(fc.record({ label, ...join }, { requiredKeys: [] }), branches)
    .map(([fields, made]) => (id, makeBlock) => ({
      id,
      kind: 'parallel',
      ...fields,
      branches: made.map(([given, body]) => ({
        name: given,
        block: makeBlock(`${id}.${given}`, body),
      })),
    }));
}

/** TRY with its CATCH and FINALLY. */
export function trial(block: Parts['block']): fc.Arbitrary<Draft<'try'>> {
  const limit = fc.record({ timeout: seconds }, { requiredKeys: [] });
  const variable = fc.record({ variable: variableName }, { requiredKeys: [] });
  return fc
    .tuple(limit, block, fc.option(fc.tuple(variable, block)), fc.option(block))
    .filter(
      ([{ timeout }, , handler, last]) =>
        timeout !== undefined || handler !== null || last !== null,
    )
    .map(([fields, body, handler, last]) => (id, makeBlock) => ({
      id,
      kind: 'try',
      ...fields,
      block: makeBlock(`${id}.try`, body),
      ...(handler !== null && { ...handler[0], catch: makeBlock(`${id}.catch`, handler[1]) }),
      ...(last !== null && { finally: makeBlock(`${id}.finally`, last) }),
    }));
}
