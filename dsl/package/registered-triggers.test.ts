import { loadPackage } from './load-package';
import { findRegisteredTriggers } from './registered-triggers';

it('begins a run of the whole file for ON EVENT without DO', () => {
  const loaded = loadPackage('media.gbai', {
    files: [
      {
        path: 'x.gbdialog/classify.bas',
        text: 'ON EVENT "media_uploaded"\nkind = path\nTALK kind + caption',
      },
      { path: 'x.gbdialog/other.bas', text: 'ON EVENT "paid" DO\n  TALK "x"\nEND ON' },
    ],
    documents: [],
  });
  expect(findRegisteredTriggers(loaded)).toEqual([
    { kind: 'event', name: 'media_uploaded', workflow: 'classify', options: {} },
    { kind: 'event', name: 'paid', workflow: 'other', block: 'main.0.body', options: {} },
  ]);
  const [script] = [...loaded.workflows, ...loaded.scripts].filter(
    ({ name }) => name === 'classify',
  );
  const steps = script?.compiled.plan?.blocks['main'] ?? [];
  expect(steps.map((step) => (step.kind === 'assign' ? step.name : step.kind))).toEqual([
    'path',
    'caption',
    'kind',
    'talk',
  ]);
});

it('begins a run for a form and for a mail', () => {
  const loaded = loadPackage('desk.gbai', {
    files: [
      {
        path: 'x.gbdialog/form.bas',
        text: 'ON FORM SUBMIT "contact"\n  SAVE "contacts", fields\nEND ON',
      },
      { path: 'x.gbdialog/mail.bas', text: 'ON EMAIL\n  TALK event.subject\nEND ON' },
    ],
    documents: [],
  });
  expect(findRegisteredTriggers(loaded)).toMatchObject([
    { kind: 'event', name: 'form:contact', workflow: 'form', block: 'main.0.body' },
    { kind: 'event', name: 'email', workflow: 'mail', block: 'main.0.body' },
  ]);
});
