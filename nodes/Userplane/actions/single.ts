import type { IDataObject } from 'n8n-workflow';

import type { Plan } from '../runtime/operation';
import { readNamed } from '../shared/objects';

/** A plan that gets one object. @param name the object's name in the answer's `data`; undefined for all that `data` holds */
export function getOne(path: string[], name?: string, shape = (object: IDataObject) => object): Plan {
	return {
		async run(client) {
			const { data } = await client.request({ method: 'GET', path });
			return [{ json: shape(name === undefined ? data : readNamed(data, name)) }];
		},
	};
}

/** What to say of deleting again. */
export const DELETED_AGAIN = {
	done: 'Leave them out when you run the workflow again, or they fail',
	unfinished: 'Check these before you run it again',
};

/** A plan that deletes one object, once in a run: of items that name the same one, the first deletes it for all. */
export function deleteOne(path: string[], what: 'link' | 'recording', id: string): Plan {
	const key = path.join('/');
	return {
		writes: key,
		once: key,
		async run(client) {
			await client.request({ method: 'DELETE', path });
			return [{ json: { deleted: true, [`${what}Id`]: id } }];
		},
	};
}
