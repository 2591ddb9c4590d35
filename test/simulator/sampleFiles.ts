import type { FileContent } from './fileContent';
import { jsonContent, ndjsonContent, thumbnailContent, videoContent } from './fileContent';
import type { ResourceKind, StoredResource } from './store';

const SAMPLE_VIDEO_BYTES = 200_000;

export const resourceKinds: ResourceKind[] = ['video', 'thumbnail', 'consoleLog', 'networkLog', 'action'];

function resourcesOf(
	content: (kind: ResourceKind) => FileContent | null,
): Record<ResourceKind, StoredResource> {
	const resource = (kind: ResourceKind): StoredResource => ({ captureEnabled: true, content: content(kind) });
	return {
		video: resource('video'),
		thumbnail: resource('thumbnail'),
		consoleLog: resource('consoleLog'),
		networkLog: resource('networkLog'),
		action: resource('action'),
	};
}

/** Files of a recording whose upload goes on: all captured, none there. */
export function pendingResources(): Record<ResourceKind, StoredResource> {
	return resourcesOf(() => null);
}

/** Files of a recording whose upload is complete. No document shows the entries of a log: keys and values are ours. */
export function sampleResources(startedAt: string): Record<ResourceKind, StoredResource> {
	const start = Date.parse(startedAt);
	const at = (seconds: number): number => start + seconds * 1000;
	const contents: Record<ResourceKind, FileContent> = {
		video: videoContent(SAMPLE_VIDEO_BYTES),
		thumbnail: thumbnailContent(),
		consoleLog: ndjsonContent([
			{ timestamp: at(2), level: 'info', message: 'Checkout opened' },
			{ timestamp: at(9), level: 'warn', message: 'Coupon was not found' },
			{
				timestamp: at(14),
				level: 'error',
				message: 'TypeError: can\'t access property "total", cart is null',
			},
		]),
		networkLog: jsonContent([
			{
				timestamp: at(1),
				method: 'GET',
				url: 'https://app.acme.example/api/cart',
				status: 200,
				durationMs: 84,
			},
			{
				timestamp: at(13),
				method: 'POST',
				url: 'https://app.acme.example/api/pay',
				status: 500,
				durationMs: 412,
			},
		]),
		action: jsonContent([
			{ timestamp: at(3), type: 'click', target: 'button#apply-coupon' },
			{ timestamp: at(12), type: 'click', target: 'button#pay' },
		]),
	};
	return resourcesOf((kind) => contents[kind]);
}
