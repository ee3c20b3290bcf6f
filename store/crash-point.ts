import { CRASH_POINTS, type CrashPoint } from '../plan/crash-points';

const [wanted = '', count = '1'] = (process.env['EVERSTEP_CRASH_AT'] ?? '').split('#');
const wantedStep = process.env['EVERSTEP_CRASH_STEP'] ?? '';
let passes = 0;

if (wanted !== '' && !(CRASH_POINTS as readonly string[]).includes(wanted)) {
  throw new Error(`EVERSTEP_CRASH_AT names no crash point: ${wanted}`);
}

/** Kills this process with SIGKILL when the environment asks for this point; else does nothing. */
export function crashPoint(point: CrashPoint, stepId = ''): void {
  if (point !== wanted || !stepId.startsWith(wantedStep)) return;
  passes += 1;
  if (passes === Number(count)) process.kill(process.pid, 'SIGKILL');
}
