import fc from '../property';
import { plain, type Draft } from './draft';
import { date, expression, filter, seconds, text, variableName } from './expressions';
import { label } from './graph';

/** A name that no rule refuses. */
export const name = fc.oneof(
  text.filter((given) => given.trim() !== '').map((value) => ({ op: 'literal', value }) as const),
  expression.filter(({ op }) => op !== 'literal'),
);
const clauses = { timeout: seconds, escalateTo: expression, into: variableName };
const awaited = fc.record({ event: name, where: filter }, { requiredKeys: ['event'] });

type WaitKind = 'wait' | 'waitUntil' | 'waitEvent' | 'waitEvents';

/** How steps are made that wait for time or events. */
export const WAITS: { readonly [K in WaitKind]: () => fc.Arbitrary<Draft<K>> } = {
  wait: () => plain('wait', fc.record({ seconds })),
  waitUntil: () => plain('waitUntil', fc.record({ until: date })),
  waitEvent: () =>
    plain(
      'waitEvent',
      fc.record({ label, event: name, where: filter, ...clauses }, { requiredKeys: ['event'] }),
    ),
  waitEvents: () =>
    plain(
      'waitEvents',
      fc.record(
        {
          label,
          mode: fc.constantFrom('any', 'all'),
          events: fc.array(awaited, { minLength: 1, maxLength: 3 }),
          ...clauses,
        },
        { requiredKeys: ['mode', 'events'] },
      ),
    ),
};
