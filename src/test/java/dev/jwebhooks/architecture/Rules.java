package dev.jwebhooks.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The rules, for classes below any root package, so that they can be tried on a fixture. */
final class Rules {
    /** Which feature may use which others; a package not named here is not allowed to exist. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("json", Set.of()),
            Map.entry("outbound", Set.of()),
            Map.entry("batch", Set.of()),
            Map.entry("web", Set.of("json")),
            Map.entry("signing", Set.of("outbound", "web")),
            Map.entry("account", Set.of("json", "outbound", "signing", "web")),
            Map.entry("schema", Set.of("json", "web")),
            Map.entry("registration", Set.of("json", "schema", "web")),
            Map.entry("subscription", Set.of("json", "registration", "web")),
            Map.entry("delivery", Set.of("account", "outbound", "signing")),
            Map.entry("trigger", Set.of("batch", "delivery", "json", "schema", "web")),
            Map.entry("endpoint", Set.of("account", "delivery", "json", "outbound", "signing", "web")),
            Map.entry("notice", Set.of("delivery", "json", "web")),
            Map.entry("recovery", Set.of("account", "delivery", "json", "web")),
            Map.entry("retention", Set.of("delivery")),
            Map.entry("deliverylog", Set.of("account", "delivery", "web")),
            Map.entry("stats", Set.of("delivery", "web")),
            Map.entry("pywebhooks", Set.of("account", "json")),
            Map.entry("bootstrap", Set.of("account", "pywebhooks")),
            Map.entry("", Set.of("bootstrap")));

    private Rules() {}

    static ArchRule packagesUseOnlyWhatTheyMay(String root) {
        return ArchRuleDefinition.classes().should(new ArchCondition<JavaClass>("use only what their package may") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                String feature = feature(user, root);
                if (!ALLOWED.containsKey(feature)) {
                    events.add(SimpleConditionEvent.violated(
                            user, "The package of " + user.getName() + " is not declared"));
                }
                user.getDirectDependenciesFromSelf().stream()
                        .filter(used -> isOurs(used.getTargetClass(), root))
                        .filter(used -> !mayUse(feature, feature(used.getTargetClass(), root)))
                        .map(Dependency::getDescription)
                        .forEach(forbidden -> events.add(SimpleConditionEvent.violated(user, forbidden)));
            }
        });
    }

    private static boolean isOurs(JavaClass used, String root) {
        String name = used.getBaseComponentType().getPackageName();
        return name.equals(root) || name.startsWith(root + ".");
    }

    private static boolean mayUse(String user, String used) {
        return user.equals(used) || ALLOWED.getOrDefault(user, Set.of()).contains(used);
    }

    private static String feature(JavaClass type, String root) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }

    static ArchRule onlyOutboundSendsRequests(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".outbound")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..", "java.net.http..");
    }

    static ArchRule timeComesFromAClock() {
        return noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod("java.time.LocalDate", "now")
                .orShould()
                .callMethod("java.time.OffsetDateTime", "now");
    }

    static ArchRule namesSayWhatAThingIs() {
        return noClasses().should().haveNameMatching(".*(Util|Utils|Common|Helper|Manager|Impl|Dto)(\\$.*)?");
    }

    static ArchRule controllersAreNobodysButSprings() {
        return ArchRuleDefinition.classes()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .bePackagePrivate();
    }

    static ArchRule fieldsAreNotInjected() {
        return ArchRuleDefinition.noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");
    }
}
