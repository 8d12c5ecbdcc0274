package io.creatorflow.tiktokshop.support;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium with a profile of its own, used as a person does; its pictures are in {@code target/browser}. */
public final class Chromium implements AutoCloseable {

    private static final Path FOLDER = Path.of("target/browser").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it: {@code chromium} and {@code chromedriver} are on the path. */
    public static Chromium start() {
        try {
            Files.createDirectories(FOLDER);
            ChromeOptions options = new ChromeOptions();
            options.setBinary(onThePath("chromium"));
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-dev-shm-usage",
                    "--user-data-dir=" + Files.createTempDirectory(FOLDER, "profile"));
            ChromeDriverService driver = new ChromeDriverService.Builder()
                    .usingDriverExecutable(onThePath("chromedriver"))
                    .usingAnyFreePort()
                    .build();
            return new Chromium(new ChromeDriver(driver, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes to an address. */
    public void open(String address) {
        driver.get(address);
    }

    /** Clicks a link or a button by its text, and waits for the next page. */
    public void click(String text) {
        WebElement target = driver.findElement(By.xpath("//a[.='" + text + "'] | //button[.='" + text + "']"));
        target.click();
        await().atMost(PATIENCE).until(() -> isGone(target));
    }

    /** Chooses a radio button by its value. */
    public void choose(String value) {
        driver.findElement(By.cssSelector("input[value='" + value + "']")).click();
    }

    /** The title of the page, which is its heading as well. */
    public String title() {
        await().atMost(PATIENCE)
                .until(() -> !driver.findElements(By.tagName("h1")).isEmpty());
        return driver.getTitle();
    }

    /** What a person reads on the page. */
    public String text() {
        return driver.findElement(By.tagName("main")).getText();
    }

    /** Where it is. */
    public String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** A style of an element, as it is applied. */
    public String style(String element, String property) {
        return driver.findElement(By.tagName(element)).getCssValue(property);
    }

    /** Forgets the cookies of the page's host. */
    public void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    /** Forgets the cookies of another page's host, in a window of its own. */
    public void forgetCookiesOf(String page) {
        String here = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        driver.get(page);
        forgetCookies();
        driver.close();
        driver.switchTo().window(here);
    }

    /** Takes a picture of the page, wide and narrow. */
    public void picture(String name) {
        take(name + "-wide", 1200);
        take(name + "-narrow", 360);
    }

    private void take(String name, int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 760, "deviceScaleFactor", 1, "mobile", false));
        try {
            Files.write(FOLDER.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static boolean isGone(WebElement element) {
        try {
            element.isEnabled();
            return false;
        } catch (WebDriverException e) {
            return true;
        }
    }

    private static File onThePath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(program + " is not installed: on Debian and Ubuntu, the"
                        + " packages chromium and chromium-driver have it"));
    }
}
