import type { RuntimeConfig } from './config';
import { inspectDataDir, inspectDisk } from './doctor-data';
import {
  inspectNode,
  inspectPackages,
  inspectPostgresPrograms,
  inspectTemporalCommand,
} from './doctor-programs';
import { inspectPorts } from './doctor-ports';
import { inspectRunning } from './doctor-running';
import type { DoctorReport } from './doctor-report';
import { readRuntimeFile } from './runtime-file';

/** Looks at every part without changing or starting anything. Never throws for a part that is in a bad way. */
export async function inspect(config: RuntimeConfig): Promise<DoctorReport> {
  const running = readRuntimeFile(config.dataDir);
  const parts = [
    inspectNode(),
    inspectPackages(),
    inspectPostgresPrograms(config),
    await inspectTemporalCommand(config),
    ...inspectDataDir(config),
    inspectDisk(config),
    ...(await inspectPorts(config, running)),
    ...(await inspectRunning(config, running)),
  ];
  return { healthy: parts.every(({ status }) => status === 'ok' || status === 'stopped'), parts };
}
