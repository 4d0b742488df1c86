export {};
//# sourceMappingURL=print-scorecard.test.d.ts.map