/** One task of a list that somebody has made: a person, a program or a model. */
export interface ListedTask {
  /** Counts from 1; no two tasks of a list have the same. */
  readonly number: number;
  /** The bot that does it. */
  readonly agent: string;
  /** What the bot is told. */
  readonly text: string;
  /** Numbers of the tasks that have to be done before. */
  readonly dependsOn: readonly number[];
}

/** What is wrong with a list. */
export interface TaskListProblem {
  /** Index of the task in the list. */
  readonly index: number;
  /** Index in `dependsOn`, where it is about one of these. */
  readonly dependency?: number;
  readonly message: string;
}
