import type { Demo } from '../../scripts/demo/demo';
import type { N8nClient } from '../../scripts/n8n/client';
import type { StoredFile, Workflow } from '../../scripts/n8n/types';
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

/** A file's bytes, from n8n's store or, where n8n keeps files in the execution itself, from there. */
export async function bytesOf(client: N8nClient, file?: StoredFile): Promise<Buffer> {
	return file?.id ? await client.storedFile(file.id) : Buffer.from(file?.data ?? '', 'base64');
}
