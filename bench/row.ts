/** One figure: what was measured, in which unit, and what it is held against. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim: string;
}
