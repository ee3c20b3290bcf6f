import fc from '../property';
import { PHRASES } from '../../dsl/basic/phrases';
import { compile } from '../../dsl/compile';
import type { Expression } from '../../plan/expression';
import { HEAR_TYPES } from '../../plan/replies/hear-types';
import type { StepKind } from '../../plan/schema';
import type { TimeoutAction } from '../../plan/steps/approval';
import { arms, cases, onlyElse } from './choices';
import { plain, withBody, type Draft, type Fields, type Parts } from './draft';
import { expression, filter, memberName, sealed, seconds, text, variableName } from './expressions';
import { join, parallel, trial } from './forks';
import { graph, label } from './graph';
import { name, WAITS } from './waits';

/** How steps of each kind are made; a new kind has to be given here. */
type Kinds = { readonly [K in StepKind]: (parts: Parts) => fc.Arbitrary<Draft<K>> };

const into = variableName;
/** `FOR each` is the beginning of FOR EACH. */
const counter = variableName.filter((given) => given !== 'each');
const args = fc.array(expression, { maxLength: 2 });
const yes = fc.constant(true as const);
const literal = (value: string | number): Expression => ({ op: 'literal', value });
const tableName = fc.constantFrom('orders', '.odd', 'a.b', 'x.csv', 'total').map(literal);
/** What no rule takes for a piece of SQL. */
const isTable = (name: string): boolean => !/[;"'`\\\n\r\t]/.test(name);
const table = fc.oneof(
  tableName,
  text.filter(isTable).map(literal),
  expression.filter(({ op }) => op !== 'literal'),
);
const object = fc
  .array(fc.record({ name: memberName, value: expression }), { maxLength: 2 })
  .map((fields): Expression => ({ op: 'object', fields }));
/** A word after BY is the name of a column unless the program sets it. */
const notAName = expression.filter(({ op }) => op !== 'variable');
const notAnObject = expression.filter(({ op }) => op !== 'object');
/** A filter that a text can hold. */
const textFilter = fc.record({
  op: fc.constant('compare' as const),
  column: fc.constantFrom('id', 'state'),
  operator: fc.constantFrom('=', '<>', '<', 'like', 'in'),
  value: expression.filter(({ op }) => op !== 'literal'),
});
const changes = fc.array(fc.record({ column: memberName, value: expression }), {
  minLength: 1,
  maxLength: 2,
});

/** A text that GET takes for an address. */
const address = fc.constantFrom('https://a.example/x?y=1', 'HTTP://b.example').map(literal);
const called = { timeout: seconds, into };
const asked = { label, prompt: expression, default: expression, timeout: seconds, into };
const question = fc.record(
  { type: fc.constantFrom(...HEAR_TYPES.filter((type) => type !== 'menu')), ...asked },
  { requiredKeys: ['type'] },
);
const choices = fc
  .array(fc.constantFrom('red', 'green', 'it is "so"').map(literal), { minLength: 1, maxLength: 3 })
  .map((items): Expression => ({ op: 'list', items }));
const menu = fc.record(
  { type: fc.constant('menu' as const), choices, open: yes, ...asked },
  { requiredKeys: ['type', 'choices'] },
);

const callOfFile = fc.record(
  { file: fc.constantFrom('other', 'b/greet.bas', 'it\'s "x"', '${a}'), args, into },
  { requiredKeys: ['file', 'args'] },
);

const KINDS: Kinds = {
  adapted: () => plain<'adapted'>('adapted', phrased('adapted')),
  append: () => plain('append', fc.record({ name: variableName, value: expression })),
  approval: () =>
    plain(
      'approval',
      fc.record(
        {
          label,
          from: expression,
          quorum: fc.oneof(
            fc.constantFrom('any' as const, 'all' as const),
            expression.map((count) => ({ count })),
          ),
          message: expression,
          timeout: seconds,
          remindEvery: seconds,
          noSelf: yes,
          commentRequired: yes,
          onTimeout: timeoutAction(),
          onReject: fc.constant('continue' as const),
        },
        { requiredKeys: ['from'] },
      ),
    ),
  assign: () => plain('assign', fc.record({ name: variableName, path: args, value: expression })),
  bot: () =>
    plain(
      'bot',
      fc.record(
        {
          label,
          bot: name,
          action: expression,
          input: expression,
          timeout: seconds,
          retry: fc.nat(9).map(literal),
          fallback: expression,
          delay: seconds,
          into,
        },
        { requiredKeys: ['bot', 'action'] },
      ),
    ),
  call: () =>
    plain(
      'call',
      fc.record(
        { flow: fc.constantFrom('sub:first_sub', 'sub:greet'), args, into },
        { requiredKeys: ['flow', 'args'] },
      ),
    ),
  callFile: () => plain('callFile', callOfFile),
  callChild: () => plain('callChild', callOfFile),
  ...WAITS,
  scheduleIn: ({ block }) => withBody('scheduleIn', fc.record({ seconds }), block),
  delete: () =>
    plain(
      'delete',
      fc.record(
        { table: tableName, where: fc.oneof(filter, fc.constant('all' as const)), into },
        { requiredKeys: ['table', 'where'] },
      ),
    ),
  exit: () => plain('exit', fc.record({ from: fc.constant('program' as const) })),
  find: () =>
    plain(
      'find',
      fc.record(
        {
          table,
          where: filter,
          orderBy: fc.array(
            fc.record({ column: memberName, descending: yes }, { requiredKeys: ['column'] }),
            { minLength: 1, maxLength: 2 },
          ),
          limit: expression,
          into,
        },
        { requiredKeys: ['table', 'into'] },
      ),
    ),
  for: ({ loopBlock }) =>
    withBody(
      'for',
      fc.record(
        { variable: counter, from: expression, to: expression, by: expression },
        { requiredKeys: ['variable', 'from', 'to'] },
      ),
      loopBlock,
    ),
  forEach: ({ loopBlock }) =>
    withBody(
      'forEach',
      fc.record(
        { variable: variableName, list: expression, last: expression },
        { requiredKeys: ['variable', 'list'] },
      ),
      loopBlock,
    ),
  forEachParallel: ({ block }) =>
    withBody(
      'forEachParallel',
      fc.record(
        {
          label,
          variable: variableName,
          list: expression,
          last: expression,
          max: seconds,
          ...join,
        },
        { requiredKeys: ['variable', 'list'] },
      ),
      block,
    ),
  getMemory: () => plain('getMemory', fc.record({ key: expression, into })),
  graph: ({ block }) => graph(block),
  http: () =>
    plain(
      'http',
      fc.oneof(
        fc.record(
          { method: fc.constantFrom('GET', 'DELETE'), url: address, query: sealed, ...called },
          { requiredKeys: ['method', 'url'] },
        ),
        fc.record(
          {
            method: fc.constantFrom('POST', 'PUT', 'PATCH'),
            url: address,
            body: sealed,
            ...called,
          },
          { requiredKeys: ['method', 'url'] },
        ),
      ),
    ),
  hold: () => plain('hold', fc.constant({})),
  if: ({ block }) => fc.oneof(arms(block), cases(block), onlyElse(block)),
  keyword: () => plain<'keyword'>('keyword', phrased('keyword')),
  merge: () =>
    plain(
      'merge',
      fc.record(
        { table: tableName, rows: expression, by: notAName, columns: expression, into },
        { requiredKeys: ['table', 'rows', 'by'] },
      ),
    ),
  model: () =>
    plain(
      'model',
      fc.oneof(
        fc.record(
          {
            task: fc.constant('answer' as const),
            text: expression,
            model: seconds,
            optimizeFor: seconds,
            maxCost: seconds,
            maxLatency: seconds,
            into,
          },
          { requiredKeys: ['task', 'text'] },
        ),
        fc.record(
          {
            task: fc.constantFrom(
              ...(['rewrite', 'sentiment', 'themes', 'summarize', 'mood', 'intent'] as const),
              ...(['urgency', 'leadScore', 'polish', 'tips'] as const),
            ),
            text: expression,
            into,
          },
          { requiredKeys: ['task', 'text'] },
        ),
        fc.record(
          { task: fc.constant('translate' as const), text: expression, language: seconds, into },
          { requiredKeys: ['task', 'text', 'language'] },
        ),
      ),
    ),
  handler: ({ block }) =>
    withBody(
      'handler',
      fc.record({ on: fc.constant('event'), name: fc.constantFrom('paid', 'my event') }),
      block,
    ),
  onFailure: ({ block }) => withBody('onFailure', fc.constant({}), block),
  parallel: ({ block }) => parallel(block),
  publish: () =>
    plain('publish', fc.record({ event: name, data: expression }, { requiredKeys: ['event'] })),
  query: () => plain('query', query()),
  return: () => plain('return', fc.record({ value: expression }, { requiredKeys: [] })),
  save: () =>
    plain(
      'save',
      fc.oneof(
        fc.record({ table, row: expression, into }, { requiredKeys: ['table', 'row'] }),
        fc.record(
          { table, key: expression, row: object, into },
          { requiredKeys: ['table', 'key', 'row'] },
        ),
      ),
    ),
  setting: () =>
    plain(
      'setting',
      fc.oneof(
        fc.constantFrom(
          ...[{ setting: 'clearHeaders' as const }, { setting: 'clearKnowledge' as const }],
          { setting: 'clearTools' as const },
        ),
        fc.record({
          setting: fc.constantFrom('knowledge', 'clearKnowledge', 'tool', 'clearTool'),
          value: fc.constantFrom('faq', 'prices').map(literal),
        }),
        fc.record({
          setting: fc.constant('header' as const),
          key: fc.constantFrom('Accept', 'x-total').map(literal),
          value: sealed,
        }),
      ),
    ),
  setMemory: () => plain('setMemory', fc.record({ key: expression, value: expression })),
  shareMemory: () => plain('shareMemory', fc.record({ key: expression, with: expression })),
  syncMemory: () => plain('syncMemory', fc.record({ from: expression })),
  hear: () => fc.oneof(plain('hear', question), plain('hear', menu)),
  conversation: () =>
    fc.oneof(
      plain(
        'conversation',
        fc.record({
          change: fc.constant('addSuggestion' as const),
          subject: expression,
          text: expression,
        }),
      ),
      plain(
        'conversation',
        fc.record(
          { change: fc.constant('setContext' as const), subject: expression, text: expression },
          { requiredKeys: ['change', 'text'] },
        ),
      ),
      plain('conversation', fc.record({ change: fc.constant('clearSuggestions' as const) })),
    ),
  talk: () =>
    plain(
      'talk',
      fc.record({ message: expression, to: expression }, { requiredKeys: ['message'] }),
    ),
  throw: () => plain('throw', fc.record({ message: expression })),
  try: ({ block }) => trial(block),
  update: () =>
    plain(
      'update',
      fc.oneof(
        fc.record({ table, set: changes, where: filter, into }, { requiredKeys: ['table', 'set'] }),
        fc.record(
          { table, set: fc.constant<never[]>([]), values: notAnObject, where: textFilter, into },
          { requiredKeys: ['table', 'set', 'values', 'where'] },
        ),
      ),
    ),
  while: ({ loopBlock }) =>
    withBody(
      'while',
      fc.record({ when: expression, test: fc.constantFrom('before', 'after') }),
      loopBlock,
    ),
};

/** The kinds that there are steps of. */
export const STEP_KINDS = Object.keys(KINDS) as readonly StepKind[];

/** A step of one kind. */
export function stepOf(kind: StepKind, parts: Parts): fc.Arbitrary<Draft> {
  return KINDS[kind](parts) as fc.Arbitrary<Draft>;
}

/** A step of any kind that can stand anywhere: handlers stand at the beginning of the main program. */
export function anyStep(parts: Parts): fc.Arbitrary<Draft> {
  const kinds = STEP_KINDS.filter((kind) => kind !== 'handler');
  return fc.oneof(...kinds.map((kind) => stepOf(kind, parts)));
}

/** Leaves the SUB around. */
export const exitFlow: Draft = (id) => ({ id, kind: 'exit', from: 'flow' });

/** Leaves the loop around. */
export const exitLoop: Draft = (id) => ({ id, kind: 'exit', from: 'loop' });

function timeoutAction(): fc.Arbitrary<TimeoutAction> {
  return fc.oneof(
    fc.constantFrom<TimeoutAction[]>(
      { action: 'approve', warning: true },
      { action: 'approve', warning: false },
      { action: 'continue' },
      { action: 'fail' },
      { action: 'reject' },
      { action: 'reject', label: 'ORDER NOW' },
    ),
    expression.map((to): TimeoutAction => ({ action: 'escalate', to })),
  );
}

/** What the language can ask of a table: columns under their names, figures of groups under a name. */
function query(): fc.Arbitrary<Fields<'query'>> {
  const column = fc.constantFrom('total', 'state', 'Day');
  const order = fc.record({ column, descending: yes }, { requiredKeys: ['column'] });
  const figure = fc.record({
    column,
    function: fc.constantFrom('sum' as const, 'avg' as const, 'count' as const),
    as: fc.constantFrom('figure', 'n'),
  });
  return fc.record(
    {
      from: tableName,
      select: fc.array(figure, { minLength: 1, maxLength: 2 }),
      where: textFilter,
      groupBy: fc.uniqueArray(column, { minLength: 1, maxLength: 2 }),
      orderBy: fc.array(order, { minLength: 1, maxLength: 2 }),
      limit: expression,
      into,
    },
    { requiredKeys: ['from', 'select', 'into'] },
  );
}

/** What a keyword with arguments is given; its name makes steps of this kind whatever that is. */
function phrased(kind: 'adapted' | 'keyword'): fc.Arbitrary<Fields<'keyword'>> {
  return fc.record({
    name: fc.constantFrom(...keywordsOf(kind)),
    args: fc.array(expression, { minLength: 1, maxLength: 3 }),
    clauses: fc.constant({}),
  });
}

function keywordsOf(kind: 'adapted' | 'keyword'): readonly string[] {
  return PHRASES.map((phrase) => phrase.name).filter((phrase) =>
    ['"a"', 'a', 'a, b', 'a, b, c'].every((given) => {
      const { plan } = compile({ file: 'keyword.bas', text: `${phrase} ${given}\n` });
      const [step, ...more] = plan?.blocks['main'] ?? [];
      return more.length === 0 && step?.kind === kind && !isOdd(phrase);
    }),
  );
}

/** `SET x = 1` is an assignment, the rest of the line after SELECT a text, and `POST TO x` names a network. */
function isOdd(phrase: string): boolean {
  return phrase === 'SET' || phrase === 'SELECT' || phrase === 'POST TO';
}
