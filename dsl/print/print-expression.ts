import type { Expression } from '../../plan/expression';
import { LEVEL } from '../basic/operators';
import { escapeText, fieldName, isReserved, quoteText } from './print-text';

/** The level of `a ? b : c`, below all operators: any expression can stand there. */
export const ANY = 0;
/** What a keyword takes as its argument. */
export const SUM = LEVEL.sum;
const OPERAND = 9;
/** No operator binds so strongly: always between brackets. */
const BRACKETED = 10;

type Of<Op extends Expression['op']> = Extract<Expression, { op: Op }>;

const OPERATORS: Readonly<Record<string, readonly [string, number]>> = {
  or: ['OR', LEVEL.or],
  and: ['AND', LEVEL.and],
  '??': ['??', LEVEL.sum],
  '=': ['=', LEVEL.comparison],
  '<>': ['<>', LEVEL.comparison],
  '<': ['<', LEVEL.comparison],
  '<=': ['<=', LEVEL.comparison],
  '>': ['>', LEVEL.comparison],
  '>=': ['>=', LEVEL.comparison],
  contains: ['CONTAINS', LEVEL.comparison],
  startsWith: ['STARTS WITH', LEVEL.comparison],
  like: ['LIKE', LEVEL.comparison],
  in: ['IN', LEVEL.comparison],
  '+': ['+', LEVEL.sum],
  '-': ['-', LEVEL.sum],
  '*': ['*', LEVEL.product],
  '/': ['/', LEVEL.product],
  '%': ['%', LEVEL.product],
  '^': ['^', LEVEL.power],
};

/** A text and how strongly its outermost operator binds. */
interface Piece {
  readonly text: string;
  readonly level: number;
}

/** Writes expressions. `careful` puts names that are keywords between brackets. */
export class ExpressionPrinter {
  constructor(readonly careful: boolean) {}

  /** The expression, between brackets when it binds less than `least`. */
  print(expression: Expression, least: number): string {
    const { text, level } = this.piece(expression);
    return level < least ? `(${text})` : text;
  }

  /** As `print`, but never with a bracket, a sign or NOT first: a keyword would not take it for a value. */
  bare(expression: Expression, least: number): string {
    const text = this.print(expression, least);
    return /^[-(]|^NOT /.test(text) ? `\${${this.print(expression, ANY)}}` : text;
  }

  variable(name: string): string {
    return this.careful && isReserved(name) ? `(${name})` : name;
  }

  private piece(expression: Expression): Piece {
    switch (expression.op) {
      case 'binary':
      case 'lazy':
        return this.infix(expression);
      case 'choose':
        return { text: this.choice(expression), level: ANY };
      case 'isNull': {
        const word = expression.negated === true ? 'IS NOT NULL' : 'IS NULL';
        const text = `${this.print(expression.operand, LEVEL.comparison)} ${word}`;
        return { text, level: LEVEL.comparison };
      }
      case 'literal':
        return literal(expression.value);
      case 'negate':
        return { text: `-${this.negated(expression.operand)}`, level: LEVEL.negate };
      case 'not':
        return {
          text: `NOT ${this.print(expression.operand, LEVEL.comparison)}`,
          level: LEVEL.not,
        };
      default:
        return { text: this.operand(expression), level: OPERAND };
    }
  }

  /** A number right behind the minus would be a negative number. */
  private negated(operand: Expression): string {
    const isNumber = operand.op === 'literal' && typeof operand.value === 'number';
    return this.print(operand, isNumber ? BRACKETED : LEVEL.power);
  }

  private infix(expression: Of<'binary'> | Of<'lazy'>): Piece {
    const [word, level] = OPERATORS[expression.operator] ?? ['?', ANY];
    const left = this.print(expression.left, level);
    const right =
      expression.operator === 'in'
        ? this.bare(expression.right, LEVEL.sum)
        : this.print(expression.right, level + 1);
    return { text: `${left} ${word} ${right}`, level };
  }

  private choice({ test, yes, no }: Of<'choose'>): string {
    return `${this.print(test, LEVEL.or)} ? ${this.print(yes, ANY)} : ${this.print(no, ANY)}`;
  }

  private operand(
    expression: Exclude<
      Expression,
      { op: 'binary' | 'lazy' | 'choose' | 'isNull' | 'literal' | 'negate' | 'not' }
    >,
  ): string {
    switch (expression.op) {
      case 'variable':
        return this.variable(expression.name);
      case 'member': {
        const dot = expression.optional === true ? '?.' : '.';
        return `${this.object(expression.object)}${dot}${expression.name}`;
      }
      case 'index':
        return `${this.element(expression.object)}[${this.print(expression.index, ANY)}]`;
      case 'call':
        return `${expression.name.toUpperCase()}(${this.list(expression.args)})`;
      case 'method':
        return `${this.object(expression.object)}.${expression.name}(${this.list(expression.args)})`;
      case 'secret':
        return `SECRET(${quoteText(expression.name)})`;
      case 'template':
        return `"${this.template(expression.parts)}"`;
      case 'list':
        return `[${this.list(expression.items)}]`;
      case 'object':
        return this.fields(expression.fields);
    }
  }

  private list(items: readonly Expression[]): string {
    return items.map((item) => this.print(item, ANY)).join(', ');
  }

  /** What a member is read of; a number would take the dot for its own. */
  private object(expression: Expression): string {
    const isNumber = expression.op === 'literal' && typeof expression.value === 'number';
    return this.print(expression, isNumber ? BRACKETED : OPERAND);
  }

  /** What an element is read of; a literal takes no `[` behind it. */
  private element(expression: Expression): string {
    return this.print(expression, expression.op === 'literal' ? BRACKETED : OPERAND);
  }

  private fields(fields: Of<'object'>['fields']): string {
    if (fields.length === 0) return '{}';
    const pairs = fields.map(({ name, value }) => `${fieldName(name)}: ${this.print(value, ANY)}`);
    return `{ ${pairs.join(', ')} }`;
  }

  /** Two texts side by side stay two: the second one becomes a value of its own, and so does a text alone. */
  private template(parts: readonly Expression[]): string {
    let afterText = parts.length === 1;
    return parts
      .map((part) => {
        const text = part.op === 'literal' && typeof part.value === 'string' ? part.value : '';
        const isText = text !== '' && !afterText;
        afterText = isText;
        return isText ? escapeText(text) : this.hole(part);
      })
      .join('');
  }

  /** `${…}`; a brace right after the first one would make it something else. */
  hole(part: Expression): string {
    const text = this.print(part, ANY);
    return text.startsWith('{') ? `\${ ${text} }` : `\${${text}}`;
  }
}

function literal(value: null | boolean | number | string): Piece {
  if (typeof value === 'string') return { text: quoteText(value), level: OPERAND };
  if (typeof value !== 'number') return { text: String(value).toUpperCase(), level: OPERAND };
  const isNegative = value < 0 || Object.is(value, -0);
  const text = Object.is(value, -0) ? '-0' : String(value);
  return { text, level: isNegative ? LEVEL.negate : OPERAND };
}
