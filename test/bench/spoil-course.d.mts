/** A brief and the texts of its files. */
export interface Course<Brief> {
  readonly brief: Brief
  readonly files: { readonly [name: string]: string }
}

/**
 * The spoilt versions of a course, by name.
 *
 * @param others the files of a course on something else
 */
export function spoiltCourses<
  Brief extends { readonly aims: readonly string[]; readonly totalHours: number; readonly language: string },
>(course: Course<Brief>, others: Course<Brief>['files']): { readonly [name: string]: Course<Brief> }
