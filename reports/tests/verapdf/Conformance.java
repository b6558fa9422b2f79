import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Holds PDF files against conformance profiles: java Conformance ua1,2a FILE...
 *
 * <p>One line per broken rule, "FAILED profile file rule times message"; after each file and profile one line "CHECKED
 * profile file checks", so that a run that checked nothing cannot pass for a good one. Fields are separated by tabs.
 */
final class Conformance {
    private record Broken(String message, int times) {
        Broken once() {
            return new Broken(message, times + 1);
        }
    }

    public static void main(String[] arguments) throws IOException, VeraPDFException {
        VeraGreenfieldFoundryProvider.initialise();
        List<String> profiles = List.of(arguments[0].split(","));
        for (String file : List.of(arguments).subList(1, arguments.length)) {
            for (String profile : profiles) {
                report(profile, file, validate(Path.of(file), PDFAFlavour.fromString(profile)));
            }
        }
    }

    private static ValidationResult validate(Path file, PDFAFlavour profile) throws IOException, VeraPDFException {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (InputStream content = Files.newInputStream(file);
                PDFAParser document = foundry.createParser(content, profile);
                PDFAValidator validator = foundry.createValidator(profile, false)) {
            return validator.validate(document);
        }
    }

    private static void report(String profile, String file, ValidationResult result) {
        Map<String, Broken> broken = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                String message = assertion.getMessage().replaceAll("\\s+", " ");
                broken.merge(rule, new Broken(message, 1), (first, next) -> first.once());
            }
        }
        broken.forEach((rule, rows) -> print("FAILED", profile, file, rule, rows.times(), rows.message()));
        print("CHECKED", profile, file, result.getTotalAssertions());
    }

    private static void print(Object... fields) {
        System.out.println(String.join("\t", java.util.Arrays.stream(fields).map(Object::toString).toList()));
    }
}
