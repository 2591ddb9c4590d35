export { deleteRecording } from './delete.operation';
export { download } from './download.operation';
export { get } from './get.operation';
export { getAll } from './getAll.operation';
export { getLogs } from './getLogs.operation';
export { getReport } from './getReport.operation';
