import type { Recording } from '../simulator';
import type { Change } from './history';
import { MINUTE_MS, service } from './support';
import type { Scene } from './support';

/** The service may show a recording this long after its own timestamp (ms). */
export const LATEST_MS = 10 * MINUTE_MS;

/**
 * Lets a change happen in the service.
 * @param listed the recordings that can be deleted or completed
 */
export function happen(scene: Scene, change: Change, listed: Recording[]): void {
	if (change.kind === 'arrive') arrive(scene, change);
	else if (change.kind === 'remove') remove(scene, change.places, listed);
	else complete(scene, listed);
}

function arrive(scene: Scene, change: Change & { kind: 'arrive' }): void {
	const { linkId, memberLinkId } = scene.world.simulator.seed;
	const status = change.pending ? { status: 'pending' } : {};
	for (const lateMs of change.lateMs) {
		const time = service.now - lateMs;
		// Rounding down must not make it later than the latest
		const rounded = Math.max(time - (time % change.grainMs), service.now - LATEST_MS);
		scene.arrive({
			lateMs: service.now - rounded,
			linkId: change.other ? memberLinkId : linkId,
			...status,
		});
	}
}

function remove(scene: Scene, places: number[], listed: Recording[]): void {
	const newestFirst = [...listed].reverse().sort((a, b) => b.createdAt.localeCompare(a.createdAt));
	for (const place of newestFirst.length > 0 ? places : [])
		scene.remove(newestFirst[place % newestFirst.length].recordingId);
}

function complete(scene: Scene, listed: Recording[]): void {
	for (const { recordingId, status } of listed)
		if (status === 'pending') scene.world.simulator.store.completeRecording(recordingId);
}
