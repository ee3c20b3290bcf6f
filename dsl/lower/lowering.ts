import type { Expression as PlanExpression } from '../../plan/expression';
import { reasonOf } from '../../plan/keywords';
import type { Flow, Place, Step } from '../../plan/schema';
import type { Command, Expression, Statement, Target } from '../basic/syntax';
import type { Mistake } from '../basic/parse-context';
import type { Severity } from '../diagnostic';
import type { Reporter } from '../reporter';
import { PositionFinder, type Span } from '../source';
import type { Facts } from './facts';

/** A step whose id is not known yet. */
export type NewStep = Step extends infer Each
  ? Each extends Step
    ? Omit<Each, 'id'>
    : never
  : never;

/** The families of lowering, given from outside so that their files need not import each other. */
export interface LoweringFamilies {
  expression(context: Lowering, expression: Expression): PlanExpression;
  command(context: Lowering, command: Command, into?: string): void;
  statements(context: Lowering, statements: readonly Statement[]): void;
}

/** What is asked of a compilation. */
export interface LoweringOptions {
  /** Keywords that cannot run here are errors instead of warnings. */
  readonly strict: boolean;
  /** Columns of the tables around, by their names in small letters. */
  readonly columns?: ReadonlyMap<string, readonly string[]>;
}

/** A loop that is open while its body is lowered. */
export interface OpenLoop {
  /** `GOTO`: made for the labels of a flow; no EXIT leaves it. */
  readonly word: 'FOR' | 'WHILE' | 'DO' | 'GOTO';
  /** Set when an EXIT further in has to leave this loop as well. */
  escape?: string;
}

/** Where the GOTOs of a flow can go: the parts of the flow between its labels. */
export interface Jumps {
  /** Says which part comes next. */
  readonly variable: string;
  /** Parts by label. */
  readonly targets: ReadonlyMap<string, number>;
  /** Left by every jump; the loop around it goes on with the wanted part. */
  loop: OpenLoop | undefined;
}

const MAX_ID = 500;

/** Builds blocks in order: every step takes the next id of the present block. */
export class Lowering {
  readonly blocks = new Map<string, Step[]>();
  readonly flows = new Map<string, Flow>();
  readonly places: Record<string, Place> = {};
  readonly awaitedEvents = new Set<string>();
  /** Loops around the present place, innermost last; a SUB begins with none. */
  loops: OpenLoop[] = [];
  /** True below ON ERROR RESUME NEXT, up to the end of its block. */
  resumes = false;
  /** True while what a call is made of is lowered: SECRET can stand there. */
  takesSecrets = false;
  /** The objects of the WITH blocks around the present place, innermost last. */
  readonly withTargets: Target[] = [];
  /** Where GOTO can go in the present flow. */
  jumps: Jumps | undefined;
  private block = '';
  private steps: Step[] = [];
  private label: string | undefined;
  private temporaries = 0;
  private readonly positions: PositionFinder;

  constructor(
    readonly facts: Facts,
    readonly reporter: Reporter,
    readonly families: LoweringFamilies,
    readonly options: LoweringOptions,
  ) {
    this.positions = new PositionFinder(reporter.source);
  }

  /** The id that the next step takes; ids of its blocks begin with it. */
  get nextId(): string {
    return `${this.block}.${this.steps.length}`;
  }

  /** Adds a step to the present block. */
  emit(step: NewStep, span: Span): void {
    const id = this.nextId;
    this.steps.push({ id, ...step });
    const { line, column } = this.positions.at(span.start);
    const { file } = this.reporter.source;
    this.places[id] = { file, line, column, start: span.start, end: span.end };
  }

  /** Fills a block of its own and comes back; gives its id. */
  inBlock(id: string, fill: () => void): string {
    const { block, steps } = this;
    const mine: Step[] = [];
    this.block = id;
    this.steps = mine;
    if (id.length > MAX_ID) this.tooDeep();
    this.blocks.set(id, mine);
    fill();
    this.block = block;
    this.steps = steps;
    return id;
  }

  /** A block with these statements. */
  body(id: string, statements: readonly Statement[]): string {
    return this.inBlock(id, () => {
      this.families.statements(this, statements);
    });
  }

  expression(expression: Expression): PlanExpression {
    return this.families.expression(this, expression);
  }

  /** A part of a call, which may name secrets. */
  sealedExpression(expression: Expression): PlanExpression {
    const { takesSecrets } = this;
    this.takesSecrets = true;
    const lowered = this.expression(expression);
    this.takesSecrets = takesSecrets;
    return lowered;
  }

  /** A name that the text does not use. */
  temporary(): string {
    do this.temporaries += 1;
    while (this.facts.words.has(`_${this.temporaries}`));
    return `_${this.temporaries}`;
  }

  /** Keeps the number of a STEP for the next step that shows one. */
  withLabel(label: string, fill: () => void): void {
    this.label = label;
    fill();
    this.label = undefined;
  }

  takeLabel(): { readonly label?: string } {
    const { label } = this;
    this.label = undefined;
    return label === undefined || label === '' ? {} : { label };
  }

  report(mistake: Mistake & { readonly span: Span }, severity: Severity = 'error'): void {
    if (severity === 'error' && this.reporter.isBroken(mistake.span.start)) return;
    this.reporter.report({ ...mistake, severity });
  }

  /** Tells that a keyword is understood but cannot run here. */
  notAvailable(name: string, span: Span): void {
    const reason = reasonOf(name);
    const because = reason === undefined ? '' : `, as ${reason}`;
    this.report(
      {
        code: 'BASIC_NOT_AVAILABLE',
        message: `${name} is understood, but cannot run here${because}; a run that reaches it fails.`,
        span,
        hint: 'Other paths of the program run. A bot over HTTP can do this work.',
      },
      this.options.strict ? 'error' : 'warning',
    );
  }

  /** Tells that a condition is understood but cannot be asked of a table here. */
  filterNotAvailable(span: Span): void {
    this.report(
      {
        code: 'BASIC_FILTER',
        message: 'This condition cannot be asked of a table here; a run that reaches it fails.',
        span,
        hint: 'Compare columns with values: "state = \'open\' AND total > 5". Filter the rest with FILTER.',
      },
      this.options.strict ? 'error' : 'warning',
    );
  }

  private tooDeep(): void {
    this.report({
      code: 'BASIC_TOO_DEEP',
      message: 'The names of blocks get too long here.',
      span: { start: 0, end: 0 },
      hint: 'Nest less deeply, or use shorter names of branches.',
    });
  }
}
