import fc from '../property';
import type { BinaryOperator, Expression, Filter } from '../../plan/expression';
import { FUNCTIONS } from '../../plan/function-names';

type Op = Expression['op'];
/** The member of a union that has this `op`, alone or among others. */
type Of<Union extends { op: string }, K> = Union extends unknown
  ? K extends Union['op']
    ? Union
    : never
  : never;
/** One arbitrary for every form: a new one has to be given here. Secrets stand in calls only. */
type Forms = {
  readonly [K in Exclude<Op, 'secret'>]: (
    any: fc.Arbitrary<Expression>,
  ) => fc.Arbitrary<Of<Expression, K>>;
};

/** Names that are keywords, clauses or types elsewhere, and some that are nothing. */
const WORDS =
  'a total x1 _9 ação case update step list filter first order from to with message timeout error approval data text where limit max last default subject description parallel end next until each join any on of branch set bot find save talk select return wait mod is contains'.split(
    ' ',
  );
/** Characters and pieces that mean something inside or around a text. */
const PIECES = [
  'a', ' ', 'Order ', '"', "'", '\\', '\n', '\t', '\r', '\r\n', '$', '{', '}', '${', '${a}', '{{x}}', '${{y}}',
  '#', '//', ':', ';', ',', '%', '_', ' _', 'END TALK', '0', '.csv', 'é', '😀', '\u2028',
]; // prettier-ignore
const NUMBERS = [0, 1, -1, 2.5, -0.1, 1e21, 1e-9, 123456789012, 2 ** 53, Number.MAX_VALUE];

/** Names of variables: lower case, as the language does not tell cases apart. */
export const variableName = fc.constantFrom(...WORDS);
/** Names of members and columns: they keep their case. */
export const memberName = fc.constantFrom(
  ...WORDS,
  ...WORDS.map((word) => word.toUpperCase()),
  'hasOwnProperty',
);
/** Any text, most of them troublesome. */
export const text = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 5 })
  .map((pieces) => pieces.join(''));

const number = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
);

const FORMS: Forms = {
  literal: () =>
    fc.record({
      op: fc.constant('literal'),
      value: fc.oneof(text, number, fc.constantFrom(null, true, false)),
    }),
  variable: () => fc.record({ op: fc.constant('variable'), name: variableName }),
  member: (any) =>
    fc.tuple(any, memberName, fc.boolean()).map(([object, name, optional]) => ({
      op: 'member',
      object,
      name,
      ...(optional && { optional }),
    })),
  index: (any) => fc.record({ op: fc.constant('index'), object: any, index: any }),
  call: (any) =>
    fc
      .constantFrom(...Object.entries(FUNCTIONS))
      .chain(([name, { least, most }]) =>
        fc
          .array(any, { minLength: least, maxLength: Math.min(most, least + 2) })
          .map((args) => ({ op: 'call', name, args })),
      ),
  method: (any) =>
    fc.record({
      op: fc.constant('method'),
      object: any,
      name: memberName,
      args: fc.array(any, { maxLength: 3 }),
    }),
  negate: (any) => fc.record({ op: fc.constantFrom('negate', 'not'), operand: any }),
  not: (any) => fc.record({ op: fc.constantFrom('negate', 'not'), operand: any }),
  binary: (any) =>
    fc.record({
      op: fc.constant('binary'),
      operator: fc.constantFrom<BinaryOperator[]>(
        ...(['+', '-', '*', '/', '%', '^', '=', '<>', '<', '<=', '>', '>='] as const),
        ...(['contains', 'startsWith', 'like', 'in'] as const),
      ),
      left: any,
      right: any,
    }),
  lazy: (any) =>
    fc.record({
      op: fc.constant('lazy'),
      operator: fc.constantFrom('and', 'or', '??'),
      left: any,
      right: any,
    }),
  choose: (any) => fc.record({ op: fc.constant('choose'), test: any, yes: any, no: any }),
  isNull: (any) =>
    fc
      .tuple(any, fc.boolean())
      .map(([operand, negated]) => ({ op: 'isNull', operand, ...(negated && { negated }) })),
  template: (any) =>
    fc.record({
      op: fc.constant('template'),
      parts: fc.array(any, { minLength: 1, maxLength: 4 }),
    }),
  list: (any) => fc.record({ op: fc.constant('list'), items: fc.array(any, { maxLength: 3 }) }),
  object: (any) =>
    fc.record({
      op: fc.constant('object'),
      fields: fc.array(fc.record({ name: fieldName, value: any }), { maxLength: 3 }),
    }),
};

/** Keys of objects can be any text without a quote. */
const fieldName = fc.oneof(memberName, fc.constantFrom('a b', '1', 'ümlaut-x', '$', '{}'));

/** Any expression that a text can hold. */
export const expression: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...Object.values(FORMS).map((make) => make(tie('any'))),
  ),
})).any;

/** A part of a call: there a secret can stand as well. */
export const sealed: fc.Arbitrary<Expression> = fc.oneof(
  { arbitrary: expression, weight: 4 },
  { arbitrary: fc.constant<Expression>({ op: 'secret', name: 'shop-key' }), weight: 1 },
);

/** What the text gives only where it is asked for: a value that no rule refuses. */
export const seconds: fc.Arbitrary<Expression> = fc.oneof(
  fc.integer({ min: 0, max: 86_400 }).map((value): Expression => ({ op: 'literal', value })),
  fc.record({ op: fc.constant('variable' as const), name: variableName }),
);

/** A value that no rule refuses where a date is expected. */
export const date: fc.Arbitrary<Expression> = fc.oneof(
  fc
    .constantFrom('2030-01-31', '2030-01-31 09:00', '2030-01-31T09:00:00+02:00')
    .map((value): Expression => ({ op: 'literal', value })),
  fc.record({ op: fc.constant('variable' as const), name: variableName }),
);

type FilterForms = {
  readonly [K in Filter['op']]: (any: fc.Arbitrary<Filter>) => fc.Arbitrary<Of<Filter, K>>;
};

/** `= NULL` and `NOT IN` have forms of their own. */
const FILTER_FORMS: FilterForms = {
  compare: () =>
    fc
      .record({
        op: fc.constant('compare' as const),
        column: memberName,
        operator: fc.constantFrom('=', '<>', '<', '<=', '>', '>=', 'like', 'ilike', 'in', 'notIn'),
        value: expression,
      })
      .filter(({ value }) => value.op !== 'literal' || value.value !== null),
  isNull: () =>
    fc
      .tuple(memberName, fc.boolean())
      .map(([column, negated]) => ({ op: 'isNull', column, ...(negated && { negated }) })),
  and: (any) => several('and', any),
  or: (any) => several('or', any),
  not: (any) =>
    any
      .filter((item) => item.op !== 'compare' || item.operator !== 'in')
      .map((item) => ({ op: 'not', item })),
};

function several(
  op: 'and' | 'or',
  any: fc.Arbitrary<Filter>,
): fc.Arbitrary<Extract<Filter, { op: 'and' | 'or' }>> {
  return fc.array(any, { minLength: 2, maxLength: 3 }).map((items) => ({
    op,
    items: items.flatMap((item) => (item.op === op ? item.items : [item])),
  }));
}

/** Any filter, in the form that the compiler gives it: no list in a list of its kind. */
export const filter: fc.Arbitrary<Filter> = fc.letrec<{ any: Filter }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...Object.values(FILTER_FORMS).map((make) => make(tie('any'))),
  ),
})).any;
