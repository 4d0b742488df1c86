export {};
//# sourceMappingURL=file-sizes.test.d.ts.map