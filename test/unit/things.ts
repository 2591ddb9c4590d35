import type { IDataObject } from 'n8n-workflow';

import type { HttpRequest } from '../../nodes/Userplane/transport/http';

export const list = { path: ['things'], rows: 'things', id: 'id', perPage: 3 };
export const row = (id: number): IDataObject => ({ id });
export const ids = (rows: IDataObject[]): unknown[] => rows.map(({ id }) => id);

/** A list of a service, newest first, that a test changes while it is read. */
export class Things {
	asked: number[] = [];

	underWay = 0;

	most = 0;

	constructor(
		public rows: IDataObject[],
		private readonly beforePage: (count: number, rows: IDataObject[]) => void = () => undefined,
	) {}

	async request({ query = {} }: HttpRequest): Promise<{ data: IDataObject }> {
		this.underWay += 1;
		this.most = Math.max(this.most, this.underWay);
		const page = Number(query.page);
		const perPage = Number(query.per_page);
		this.asked.push(page);
		this.beforePage(this.asked.length, this.rows);
		const total = this.rows.length;
		const totalPages = Math.ceil(total / perPage);
		const things = this.rows.slice((page - 1) * perPage, page * perPage);
		await new Promise(setImmediate);
		this.underWay -= 1;
		return {
			data: { things, pagination: { total, totalPages, hasMore: page < totalPages } },
		};
	}
}

export const count = (length: number): IDataObject[] => Array.from({ length }, (_, id) => row(id));
