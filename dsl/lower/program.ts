import type { InputField, Places, Plan } from '../../plan/schema';
import type { Program } from '../basic/parser';
import type { Statement, StatementOf } from '../basic/syntax';
import type { Reporter } from '../reporter';
import { lowerCommand } from './command';
import { lowerExpression } from './expression';
import { collectFacts, lower, type Facts } from './facts';
import { Lowering, type LoweringOptions } from './lowering';
import { lowerFlowBody } from './labels';
import { lowerParameters } from './parameters';
import { splitSections } from './sections';
import { lowerStatements } from './statements';

/** A lowered program. The plan is only good when nothing was reported as an error. */
export interface LoweredProgram {
  readonly plan: Plan;
  readonly places: Places;
  readonly description?: string;
  readonly parameters: readonly InputField[];
}

const MAX_NAME = 200;
const FAMILIES = {
  expression: lowerExpression,
  command: lowerCommand,
  statements: lowerStatements,
};

/** Lowers a tree to a plan: `main`, a flow for each SUB, and one for each further tool section. */
export function lowerProgram(
  program: Program,
  reporter: Reporter,
  options: LoweringOptions & { readonly facts?: Facts },
): LoweredProgram {
  const context = new Lowering(options.facts ?? collectFacts(program), reporter, FAMILIES, options);
  const [main, ...tools] = splitSections(program.statements);
  const statements = handlersFirst(main ?? []);
  addFlow(context, { name: 'main', statements, scope: 'own' });
  tools.forEach((section, index) => {
    addFlow(context, { name: `tool:${index + 2}`, statements: section, scope: 'own' });
  });
  for (const [name, sub] of context.facts.subs) addSub(context, name, sub);
  for (const [name, routine] of context.facts.gosubs) {
    if (context.facts.subs.has(name)) continue;
    addFlow(context, { name: `sub:${name}`, statements: routine, scope: 'shared' });
  }
  const description = describe(statements);
  return {
    plan: {
      planVersion: 1,
      name: planName(program, reporter.source.file),
      ...(description === undefined ? {} : { description }),
      flows: Object.fromEntries(context.flows),
      blocks: recordOf(context.blocks),
      bots: {},
      awaitedEvents: [...context.awaitedEvents],
    },
    places: context.places,
    ...(description === undefined ? {} : { description }),
    parameters: context.flows.get('main')?.parameters ?? [],
  };
}

/** Handlers are declarations: wherever they stand, they are there from the beginning on. */
function handlersFirst(statements: readonly Statement[]): readonly Statement[] {
  const isHandler = ({ kind }: Statement): boolean => kind === 'handler';
  if (!statements.some(isHandler)) return statements;
  return [...statements.filter(isHandler), ...statements.filter((each) => !isHandler(each))];
}

/** Faster than `Object.fromEntries` on a large map; ids of blocks are never names of the language itself. */
function recordOf<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  const record: Record<string, Value> = {};
  map.forEach((value, key) => {
    record[key] = value;
  });
  return record;
}

interface NewFlow {
  readonly name: string;
  readonly statements: readonly Statement[];
  readonly scope: 'own' | 'shared';
  readonly parameters?: readonly InputField[];
}

function addFlow(context: Lowering, flow: NewFlow): void {
  const parameters = [...(flow.parameters ?? []), ...lowerParameters(flow.statements)];
  context.loops = [];
  context.resumes = false;
  const block = context.inBlock(flow.name, () => {
    lowerFlowBody(context, flow.statements);
  });
  context.flows.set(flow.name, { parameters, block, scope: flow.scope });
}

/** The parameters of a SUB may be left out: they are NULL then. */
function addSub(context: Lowering, name: string, sub: StatementOf<'sub'>): void {
  const parameters = sub.parameters.map((parameter): InputField => ({
    name: lower(parameter.name),
    type: 'any',
    required: false,
  }));
  addFlow(context, { name: `sub:${name}`, statements: sub.body, scope: 'shared', parameters });
}

function describe(statements: readonly Statement[]): string | undefined {
  for (const statement of statements) {
    if (statement.kind === 'description') return statement.text;
  }
  return undefined;
}

/** The name of the workflow when it is literal, else the stem of the file. */
function planName(program: Program, file: string): string {
  for (const statement of program.statements) {
    const isNamed = statement.kind === 'workflow' && statement.name.kind === 'literal';
    const name = isNamed ? String(statement.name.value) : '';
    if (name !== '') return name.slice(0, MAX_NAME);
  }
  return fileStem(file).slice(0, MAX_NAME);
}

/** The name of a file without folders and ending; never empty. */
export function fileStem(file: string): string {
  const name = file.split('/').at(-1) ?? file;
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  return stem === '' ? 'program' : stem;
}
