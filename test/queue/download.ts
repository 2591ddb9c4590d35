import type { Demo } from '../../scripts/demo/demo';
import type { Workflow } from '../../scripts/n8n/types';
import { onPost, workflowOf } from '../e2e/workflows';

/** The path of the webhook that asks for a download. */
export const DOWNLOAD_PATH = 'download-recording';

/** A workflow that downloads the video of the recording that is posted to it: a production execution, so a worker's. */
export function downloadOf(demo: Demo, workspaceId: string): Workflow {
	const workflow = workflowOf(demo, {
		...{ resource: 'recording', operation: 'download', workspaceId },
		...{ recordingId: '={{ $json.body.recordingId }}', resources: ['video'] },
	});
	return onPost(workflow, DOWNLOAD_PATH);
}
