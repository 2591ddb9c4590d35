export { getAll } from './getAll.operation';
export { search } from './search.operation';
