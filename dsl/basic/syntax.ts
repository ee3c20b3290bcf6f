import type { Span } from '../source';
import type { InfixOperator } from './infix-operator';
import type { HoldStatement } from './syntax/hold';
import type { WaitEventNode } from './syntax/events';
import type { GetMemoryNode, SetMemoryNode, ShareNode, SyncNode } from './syntax/memory';

/** What every node has: its kind, and where it stands. */
interface Node<K extends string> extends Span {
  readonly kind: K;
}

/** A value that stands in the text. */
export interface LiteralExpression extends Node<'literal'> {
  readonly value: null | boolean | number | string;
}

/** A text with `${…}` in it. */
export interface TemplateExpression extends Node<'template'> {
  readonly parts: readonly Expression[];
}

/** A name. Case is as written; names are compared without it. */
export interface VariableExpression extends Node<'variable'> {
  readonly name: string;
}

/** `{name}` in a block of text: a variable when the file has one of this name, else text. */
export interface MaybeVariableExpression extends Node<'maybeVariable'> {
  readonly name: string;
}

/** What stands before the dot of `.name` inside a WITH: its object. */
export type WithObjectExpression = Node<'withObject'>;

export interface MemberExpression extends Node<'member'> {
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly optional: boolean;
}

export interface IndexExpression extends Node<'index'> {
  readonly object: Expression;
  readonly index: Expression;
}

export interface CallExpression extends Node<'call'> {
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
}

export interface MethodExpression extends Node<'method'> {
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
}

export interface PrefixExpression extends Node<'prefix'> {
  readonly operator: 'negate' | 'not';
  readonly operand: Expression;
}

export interface InfixExpression extends Node<'infix'> {
  readonly operator: InfixOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `left BETWEEN low AND high`, in conditions of data statements. */
export interface BetweenExpression extends Node<'between'> {
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

export interface ChooseExpression extends Node<'choose'> {
  readonly test: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

export interface IsNullExpression extends Node<'isNull'> {
  readonly operand: Expression;
  readonly negated: boolean;
}

export interface ListExpression extends Node<'list'> {
  readonly items: readonly Expression[];
}

/** One `name: value`, `name = value` or `name AS value`. */
export interface Pair {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

export interface ObjectExpression extends Node<'object'> {
  readonly fields: readonly Pair[];
}

/** A statement that gives a value, e.g. `x = FIND "t"`. */
export interface CommandExpression extends Node<'command'> {
  readonly command: Command;
}

/** Stands where an expression could not be read; the mistake is reported. */
export type BrokenExpression = Node<'broken'>;

export type Expression =
  | LiteralExpression
  | TemplateExpression
  | VariableExpression
  | WithObjectExpression
  | MaybeVariableExpression
  | MemberExpression
  | IndexExpression
  | CallExpression
  | MethodExpression
  | PrefixExpression
  | InfixExpression
  | BetweenExpression
  | ChooseExpression
  | IsNullExpression
  | ListExpression
  | ObjectExpression
  | CommandExpression
  | BrokenExpression;

/** What can be assigned to. */
export type Target = VariableExpression | MemberExpression | IndexExpression;

export interface OrderTerm {
  readonly column: string;
  readonly nameSpan: Span;
  readonly descending: boolean;
}

export interface FindCommand extends Node<'find'> {
  readonly args: readonly Expression[];
  /** WITH "filter". */
  readonly filter?: Expression;
  readonly where?: Expression;
  readonly orderBy: readonly OrderTerm[];
  readonly limit?: Expression;
  readonly first: boolean;
}

export interface SaveCommand extends Node<'save'> {
  readonly word: 'SAVE' | 'INSERT' | 'UPSERT';
  readonly table: Expression;
  /** What follows the table, in order. */
  readonly args: readonly Expression[];
  /** WITH k AS v. */
  readonly pairs?: readonly Pair[];
}

export interface UpdateCommand extends Node<'update'> {
  readonly table: Expression;
  readonly args: readonly Expression[];
  readonly pairs: readonly Pair[];
  readonly where?: Expression;
}

export type GetMemoryCommand = GetMemoryNode<Expression>;

export type WaitEventCommand = WaitEventNode<Expression>;

export interface BotCommand extends Node<'bot'> {
  readonly bot: Expression;
  readonly action: Expression;
  readonly input?: Expression;
  readonly timeout?: Expression;
  readonly retry?: Expression;
  readonly fallback?: Expression;
  readonly delay?: Expression;
  readonly cache?: Expression;
  readonly into?: VariableExpression;
}

/** CALL of a SUB by name, or of a file or service by text. */
export interface CallCommand extends Node<'callSub'> {
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
}

/** One clause of a generic keyword, e.g. `TO "x"`. */
export interface Clause extends Span {
  readonly word: string;
  readonly values: readonly Expression[];
  readonly pairs: readonly Pair[];
}

/** Any keyword of the dialect that has no form of its own. */
export interface KeywordCommand extends Node<'keyword'> {
  /** The phrase in upper case with blanks. */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly clauses: readonly Clause[];
  /** Statements that belong to it, e.g. of SCHEDULE IN. */
  readonly body?: readonly Statement[];
}

export type Command =
  | FindCommand
  | SaveCommand
  | UpdateCommand
  | GetMemoryCommand
  | WaitEventCommand
  | BotCommand
  | CallCommand
  | KeywordCommand;

export interface AssignStatement extends Node<'assign'> {
  readonly target: Target;
  readonly operator: '=' | '+=' | '-=';
  readonly value: Expression;
}

export interface IfArm {
  readonly condition: Expression;
  readonly body: readonly Statement[];
}

export interface IfStatement extends Node<'if'> {
  readonly arms: readonly IfArm[];
  readonly otherwise?: readonly Statement[];
}

export interface SelectCase extends Span {
  readonly values: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface SelectStatement extends Node<'select'> {
  readonly subject: Expression;
  readonly cases: readonly SelectCase[];
  readonly otherwise?: readonly Statement[];
}

/** WHILE … WEND and all forms of DO … LOOP. No condition: for ever. */
export interface WhileStatement extends Node<'while'> {
  readonly word: 'WHILE' | 'DO';
  readonly condition?: Expression;
  readonly until: boolean;
  readonly test: 'before' | 'after';
  readonly body: readonly Statement[];
}

export interface ForStatement extends Node<'for'> {
  readonly variable: VariableExpression;
  readonly from: Expression;
  readonly to: Expression;
  readonly by?: Expression;
  readonly body: readonly Statement[];
}

export interface ForEachStatement extends Node<'forEach'> {
  readonly variable: VariableExpression;
  readonly list: Expression;
  readonly last?: Expression;
  /** IN PARALLEL: each turn is a branch. */
  readonly parallel?: LoopFork;
  readonly body: readonly Statement[];
}

/** How a loop forks. */
export interface LoopFork extends Span {
  readonly max?: Expression;
  readonly join?: JoinNode;
  readonly settled?: true;
}

/** How many branches a fork waits for, where that is not all. */
export type JoinNode = 'any' | { readonly count: Expression };

export interface ExitStatement extends Node<'exit'> {
  readonly from: 'FOR' | 'DO' | 'WHILE' | 'LOOP' | 'SUB' | 'FUNCTION' | 'PROGRAM';
}

export interface ReturnStatement extends Node<'return'> {
  readonly value?: Expression;
}

export interface SubStatement extends Node<'sub'> {
  readonly word: 'SUB' | 'FUNCTION';
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly VariableExpression[];
  readonly body: readonly Statement[];
}

/** WITH object … END WITH: lines that set members, and statements in between. */
export interface WithStatement extends Node<'with'> {
  readonly target: Target;
  readonly body: readonly Statement[];
}

/** A line `name = value` of a WITH. */
export interface FieldStatement extends Node<'field'> {
  /** Names of the members from the object to the value. */
  readonly path: readonly { readonly name: string; readonly nameSpan: Span }[];
  readonly value: Expression;
}

export interface AppendStatement extends Node<'append'> {
  readonly list: Target;
  readonly value: Expression;
}

export interface ParamStatement extends Node<'param'> {
  readonly name: string;
  readonly nameSpan: Span;
  /** Upper case; empty without AS. */
  readonly type: string;
  readonly typeSpan: Span;
  readonly choices: readonly LiteralExpression[];
  readonly example?: LiteralExpression;
  readonly description?: string;
  readonly optional: boolean;
  readonly defaultValue?: LiteralExpression;
}

export interface DescriptionStatement extends Node<'description'> {
  readonly text: string;
}

/** TABLE … END TABLE; its lines are kept as text. */
export interface TableStatement extends Node<'table'> {
  readonly name: string;
  readonly header: string;
  readonly lines: readonly string[];
}

export interface WorkflowStatement extends Node<'workflow'> {
  readonly name: Expression;
}

export type EndWorkflowStatement = Node<'endWorkflow'>;

export interface StepStatement extends Node<'step'> {
  readonly label: string;
  readonly labelSpan: Span;
  readonly body: Statement;
  readonly delay?: Expression;
  /** Of a statement that has no TIMEOUT of its own. */
  readonly timeout?: Expression;
  readonly dependsOn?: DependsOn;
}

/** The number of a STEP where another one names it. */
export interface StepNumber extends Span {
  readonly label: string;
}

/** DEPENDS ON; no steps for NONE. */
export interface DependsOn extends Span {
  readonly steps: readonly StepNumber[];
}

export interface Branch extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly body: readonly Statement[];
}

/** PARALLEL, or RACE, which joins with its first branch. */
export interface ParallelStatement extends Node<'parallel'> {
  readonly word: 'PARALLEL' | 'RACE';
  readonly join?: JoinNode;
  readonly settled?: true;
  readonly branches: readonly Branch[];
}

export type TimeoutActionNode =
  | { readonly action: 'escalate'; readonly to: Expression }
  | { readonly action: 'approve'; readonly warning: boolean }
  | { readonly action: 'reject'; readonly label?: string }
  | { readonly action: 'continue' }
  | { readonly action: 'fail' };

export interface ApprovalStatement extends Node<'approval'> {
  /** One name, or a list of them. */
  readonly from: Expression;
  readonly quorum?: 'any' | 'all' | { readonly count: Expression };
  readonly message?: Expression;
  readonly timeout?: Expression;
  readonly remindEvery?: Expression;
  readonly noSelf?: true;
  readonly commentRequired?: true;
  readonly onTimeout?: TimeoutActionNode;
  /** True where the program goes on after a rejection. */
  readonly continues: boolean;
  /** `ON REJECT: statement`; what is done then before it goes on. */
  readonly rejected?: readonly Statement[];
}

export interface PublishStatement extends Node<'publish'> {
  readonly event: Expression;
  readonly data?: Expression;
}

export type SetMemoryStatement = SetMemoryNode<Expression>;
export type ShareStatement = ShareNode<Expression>;
export type SyncStatement = SyncNode<Expression>;

export interface WaitStatement extends Node<'wait'> {
  /** Seconds; a date after UNTIL. */
  readonly time: Expression;
  readonly isUntil: boolean;
}

export interface TalkStatement extends Node<'talk'> {
  readonly message: Expression;
  readonly to?: Expression;
}

/** `name:` alone on its line: where a GOTO or GOSUB goes on. */
export interface LabelStatement extends Node<'label'> {
  readonly name: string;
}

export interface GotoStatement extends Node<'goto'> {
  readonly word: 'GOTO' | 'GOSUB';
  readonly name: string;
  readonly nameSpan: Span;
}

export interface ThrowStatement extends Node<'throw'> {
  readonly message: Expression;
}

/** TRY … CATCH … FINALLY … END TRY. */
export interface TryStatement extends Node<'try'> {
  readonly timeout?: Expression;
  readonly body: readonly Statement[];
  readonly variable?: VariableExpression;
  readonly handler?: readonly Statement[];
  readonly finally?: readonly Statement[];
}

/** `resume`: from here on a statement of the block that fails is passed by; `fail`: no longer. */
export interface OnErrorStatement extends Node<'onError'> {
  readonly mode: 'resume' | 'fail';
}

/** ON FAILURE DO … END ON: takes back what was done before it, when the run fails. */
export interface OnFailureStatement extends Node<'onFailure'> {
  readonly body: readonly Statement[];
}

/** ON … END ON: statements that run when something happens. */
export interface HandlerStatement extends Node<'handler'> {
  /** E.g. `ON EVENT` or `ON FORM SUBMIT`. */
  readonly name: string;
  /** False where it stands alone on its line: then the whole program is meant. */
  readonly hasBody: boolean;
  readonly args: readonly Expression[];
  readonly body: readonly Statement[];
}

/** A command whose value is not used, or a call that stands alone. */
export interface CommandStatement extends Node<'command'> {
  readonly command: Command;
  /** INTO, TO or AS variable. */
  readonly into?: Target;
}

export interface ExpressionStatement extends Node<'expression'> {
  readonly expression: CallExpression | MethodExpression;
}

/** A line that could not be read; the mistake is reported. */
export type BrokenStatement = Node<'broken'>;

export type Statement =
  | AssignStatement
  | IfStatement
  | SelectStatement
  | WhileStatement
  | ForStatement
  | ForEachStatement
  | ExitStatement
  | ReturnStatement
  | SubStatement
  | WithStatement
  | FieldStatement
  | AppendStatement
  | ParamStatement
  | DescriptionStatement
  | TableStatement
  | WorkflowStatement
  | EndWorkflowStatement
  | StepStatement
  | ParallelStatement
  | ApprovalStatement
  | PublishStatement
  | ShareStatement
  | SyncStatement
  | SetMemoryStatement
  | WaitStatement
  | TalkStatement
  | ThrowStatement
  | LabelStatement
  | GotoStatement
  | TryStatement
  | OnErrorStatement
  | OnFailureStatement
  | HoldStatement
  | HandlerStatement
  | CommandStatement
  | ExpressionStatement
  | BrokenStatement;

/** The statement of one kind. */
export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
