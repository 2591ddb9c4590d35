import type { IDataObject } from 'n8n-workflow';

import type { Plan } from '../runtime/operation';
import { readObject } from '../shared/objects';

/** A plan that gets one object. @param name the object's name in the answer's `data` */
export function getOne(path: string[], name: string, shape = (object: IDataObject) => object): Plan {
	return {
		async run(client) {
			const { data } = await client.request({ method: 'GET', path });
			return [{ json: shape(readObject(data, name)) }];
		},
	};
}

/** A plan that deletes one object. Items that name the same one follow each other. */
export function deleteOne(path: string[], ids: IDataObject): Plan {
	return {
		writes: path.join('/'),
		async run(client) {
			await client.request({ method: 'DELETE', path });
			return [{ json: { deleted: true, ...ids } }];
		},
	};
}
