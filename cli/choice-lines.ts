import { plainText } from './paint';

/** The choices of a menu, each with the number that it can be chosen by. */
export function choiceLines(choices: readonly string[]): readonly string[] {
  return choices.map((choice, index) => `  ${index + 1}. ${plainText(choice)}`);
}
