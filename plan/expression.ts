/** Operators with two operands that always evaluate both. */
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'contains'
  | 'startsWith'
  | 'like'
  | 'in';

/** Operators that evaluate their right side only when the left side asks for it. */
export type LazyOperator = 'and' | 'or' | '??';

/**
 * An expression as a small JSON tree. It is interpreted, never turned into JavaScript text.
 * Variable and function names are lower case; member names and object keys keep their case.
 */
export type Expression =
  | { readonly op: 'literal'; readonly value: null | boolean | number | string }
  | { readonly op: 'variable'; readonly name: string }
  | {
      readonly op: 'member';
      readonly object: Expression;
      readonly name: string;
      readonly optional?: boolean;
    }
  | { readonly op: 'index'; readonly object: Expression; readonly index: Expression }
  | { readonly op: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly op: 'method';
      readonly object: Expression;
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | { readonly op: 'negate' | 'not'; readonly operand: Expression }
  | {
      readonly op: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly op: 'lazy';
      readonly operator: LazyOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly op: 'choose';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly op: 'isNull'; readonly operand: Expression; readonly negated?: boolean }
  /** A secret by its name. Only a call takes it, and only whoever makes the call learns its value. */
  | { readonly op: 'secret'; readonly name: string }
  | { readonly op: 'template'; readonly parts: readonly Expression[] }
  | { readonly op: 'list'; readonly items: readonly Expression[] }
  | {
      readonly op: 'object';
      readonly fields: readonly { readonly name: string; readonly value: Expression }[];
    };

/** `date`: only the day of a date; then the value that it is compared with counts by its day as well. */
export type FilterFunction = 'date' | 'lower' | 'upper';

/**
 * A filter of FIND, UPDATE and DELETE. Columns are names, values are expressions which become
 * parameters of the query: no text of a user ever becomes SQL.
 */
export type Filter =
  | {
      readonly op: 'compare';
      readonly column: string;
      /** What is made of the column's value before it is compared. */
      readonly through?: FilterFunction;
      readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'like' | 'ilike' | 'in' | 'notIn';
      readonly value: Expression;
    }
  | { readonly op: 'isNull'; readonly column: string; readonly negated?: boolean }
  | { readonly op: 'and' | 'or'; readonly items: readonly Filter[] }
  | { readonly op: 'not'; readonly item: Filter };
