/** The real n8n engine, driven from tests: see each module for what it promises. */
export { binaryPath, readBinary, setBinaryMode, type BinaryMode } from './binary';
export { cleanup } from './cleanup';
export { withSimulatedClock, type SimulatedRun } from './clock';
export { testCredential, type CredentialTestResult } from './credential-test';
export type { CredentialData } from './credentials';
export { engineHome } from './environment';
export { runListSearch, type ListSearchOptions } from './list-search';
export { recordLogs, type LogEntry, type LogRecord } from './logs';
export { loadPackage, repositoryRoot, type LoadedPackage } from './package';
export { pollStage, runPoll, type PollOptions, type PollResult, type PollStage } from './poll';
export { runNode, type RunNodeOptions, type RunNodeResult } from './run-node';
