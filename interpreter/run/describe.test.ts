import { planOf } from '../../scripts/simulate/plan-of';
import { describeStep } from './describe';

const stepOf = (text: string): string => describeStep(planOf(text).blocks['main']?.[0]);

it.each([
  ['STEP 3: BOT "clerk" "book it"', 'STEP 3 clerk: book it'],
  ['HUMAN APPROVAL FROM "ann@example.com"', 'approval from ann@example.com'],
  ['WAIT FOR EVENT "paid"', 'event paid'],
  ['SAVE "orders", "1", { "a": 1 }', 'save orders'],
  ['SET BOT MEMORY "colour", "blue"', 'set memory colour'],
  ['WAIT 5', 'wait'],
  ['FOR EACH n IN [1] IN PARALLEL\n TALK n\nNEXT', 'for each parallel'],
  ['SAVE "orders" + x, "1", { "a": 1 }', 'save'],
])('says what a step does, as far as its text tells: %s', (text, line) => {
  expect(stepOf(text)).toBe(line);
});

it('is never longer than a line', () => {
  expect(stepOf(`SAVE "${'x'.repeat(300)}", "1", { "a": 1 }`)).toHaveLength(120);
});
